import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod';
import { TaskId } from '../../../events/values.ts';
import { completeTask } from '../../../shared/commands/manage.ts';
import type { Versioned } from '../../../shared/domain/decision.ts';
import { forArea } from '../../../shared/staff/for-area.tsx';
import { refused, seenField } from '../../../shared/staff/form-answers.ts';
import { NotForYouPage } from '../../../shared/staff/pages/not-for-you.tsx';
import { home, type StaffDeps } from '../../../shared/staff/staff-deps.ts';
import { show, showDone, showMissing, type Visit } from '../../../shared/staff/visit.ts';
import { caseOf } from '../../../shared/staff/words/references.ts';
import { taskWords } from '../../../shared/staff/words/tasks.ts';
import { choiceField } from '../../../shared/web/form-fields.ts';
import { emptyForm, type FormState, parseForm, readForm } from '../../../shared/web/forms.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { outcomeValue, TaskPage } from '../pages/task-page.tsx';
import { taskRolesOf } from '../queries/work-to-do.ts';

/** One task: its script, and what came of it. */
export function createTaskRoutes(deps: StaffDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/tasks/:task', forArea(deps, 'tasks', withTask(showTask)));
  routes.post('/tasks/:task', forArea(deps, 'tasks', withTask(complete)));
  return routes;
}

type Task = Versioned<'task'>;

const find = async ({ deps, c }: Visit): Promise<Task | undefined> => {
  const id = TaskId.safeParse(c.req.param('task'));
  return id.success ? deps.store.get('task', id.data) : undefined;
};

/** A task is for the people of its role. */
const withTask =
  (handle: (visit: Visit, task: Task) => Promise<Response>) =>
  async (visit: Visit): Promise<Response> => {
    const task = await find(visit);
    if (task === undefined) return showMissing(visit);
    if (!taskRolesOf(visit.actor).includes(task.value.role)) {
      return show(visit, <NotForYouPage visit={visit} roles={[task.value.role]} />, 403);
    }
    return handle(visit, task);
  };

async function showTask(
  visit: Visit,
  task: Task,
  form: FormState = emptyForm,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const referralId = caseOf(task.value.about);
  const referral = referralId === undefined ? undefined : await visit.deps.store.get('referral', referralId);
  return show(visit, <TaskPage visit={visit} task={task} referral={referral?.value} form={form} />, status);
}

async function complete(visit: Visit, task: Task): Promise<Response> {
  const { deps, actor, c } = visit;
  const { outcomes } = taskWords[task.value.kind];
  const fields = await readForm(c);
  const form = parseForm(
    z.object({
      seen: seenField,
      outcome: choiceField(outcomes.map(outcomeValue), { missing: 'Choose what came of it' }),
    }),
    fields,
  );
  if (!form.ok) return showTask(visit, task, form, 422);
  const result = outcomes.find((text, index) => outcomeValue(text, index) === form.value.outcome) ?? '';
  const outcome = await completeTask(deps, { taskId: task.value.id, seen: form.value.seen, result }, actor);
  if (outcome.ok) return showDone(visit, home, 'task-done');
  const { form: again, status } = refused(fields, outcome.refusal);
  return showTask(visit, (await find(visit)) ?? task, again, status);
}
