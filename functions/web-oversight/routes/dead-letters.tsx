import { Hono } from 'hono';
import * as z from 'zod';
import { recordSendingAgain } from '../../../shared/commands/record-sending-again.ts';
import type { DeadLetter } from '../../../shared/runtime/dead-letters.ts';
import { readBody } from '../../../shared/runtime/read-body.ts';
import { forArea } from '../../../shared/staff/for-area.tsx';
import { addSensitiveStep } from '../../../shared/staff/sensitive-step.ts';
import type { StaffDeps } from '../../../shared/staff/staff-deps.ts';
import { show, showDone, showMissing, type Visit } from '../../../shared/staff/visit.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { type BoxName, boxNames, type DeadLetterBoxes } from '../dead-letter-boxes.ts';
import { BoxPage } from '../pages/box-page.tsx';
import { BoxesPage } from '../pages/boxes-page.tsx';

/** As many are shown; and as many are sent again at a time, so that one call is enough for them. */
const mostAtOnce = 50;

const boxesPath = '/console/dead-letters';
const pathOf = (name: BoxName): string => `${boxesPath}/${name}`;

const boxIn = ({ c }: Visit): BoxName | undefined => z.enum(boxNames).safeParse(c.req.param('box')).data;

/** What was given up, and its way back. */
export function createDeadLetterRoutes(deps: StaffDeps, boxes: DeadLetterBoxes): Hono<WebEnv> {
  const routes = new Hono<WebEnv>()
    .get(
      '/dead-letters',
      forArea(deps, 'dead-letters', async (visit) => {
        const all = await Promise.all(
          boxNames.map(async (name) => {
            const { letters } = boxes[name];
            const count = await letters.count();
            const [oldest] = count === 0 ? [] : await letters.look(mostAtOnce);
            return { name, count, oldest };
          }),
        );
        return show(visit, <BoxesPage visit={visit} boxes={all} />);
      }),
    )
    .get(
      '/dead-letters/:box',
      forArea(deps, 'dead-letters', async (visit) => {
        const name = boxIn(visit);
        if (name === undefined) return showMissing(visit);
        const { letters } = boxes[name];
        const [count, seen] = await Promise.all([letters.count(), letters.look(mostAtOnce)]);
        return show(visit, <BoxPage visit={visit} name={name} count={count} letters={seen} />);
      }),
    );
  const page = (visit: Visit) => {
    const name = boxIn(visit);
    return name && pathOf(name);
  };
  const press = (visit: Visit) => sendAgain(visit, boxes);
  for (const button of ['/dead-letters/:box/send', '/dead-letters/:box/:message/send']) {
    addSensitiveStep(routes, deps, { button, area: 'dead-letters', press, page });
  }
  return routes;
}

/** Has one letter, or as many as one call may take, happen again. Each stands in the trail before it goes. */
async function sendAgain(visit: Visit, boxes: DeadLetterBoxes): Promise<Response> {
  const { c, deps, actor } = visit;
  const name = boxIn(visit);
  if (name === undefined) return showMissing(visit);
  const messageId = c.req.param('message');
  const box = boxes[name];
  const occasion = deps.newId('again');
  const settle = async (letter: DeadLetter): Promise<void> => {
    const reading = readBody(letter.body);
    const message = { queue: name, messageId: letter.messageId, fact: reading.ok ? reading.fact : undefined };
    const recorded = await recordSendingAgain(deps, message, actor);
    if (!recorded.ok) throw new Error(recorded.refusal.because);
    await box.sendAgain(letter, occasion);
  };
  const sent = await box.letters.takeOff({
    most: messageId === undefined ? mostAtOnce : 1,
    isMeant: (letter) => messageId === undefined || letter.messageId === messageId,
    settle,
  });
  return showDone(visit, pathOf(name), sent === 0 ? 'nothing-sent-again' : 'sent-again');
}
