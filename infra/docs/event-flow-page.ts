import { catalogue, type FactType, type QueueName, queues } from '../../events/catalogue.ts';
import { type FunctionName, functionNames } from '../functions.ts';
import { shortType } from './events-page.ts';
import type { Flow } from './flows.ts';
import { code, codes, fenced, nodeName, page, table } from './markdown.ts';
import type { Wiring } from './wiring.ts';

const functionNode = (name: FunctionName): string => `f_${nodeName(name)}["${name}"]`;
const queueNode = (name: QueueName): string => `q_${nodeName(name)}[("${name}")]`;
const commandNode = (name: string): string => `c_${name}(["${name}"])`;
const factNode = (type: FactType): string => `e_${nodeName(shortType(type))}>"${shortType(type)}"]`;

/** What calls a function, in words. */
function callersOf(name: FunctionName, wiring: Wiring): readonly string[] {
  const routes = wiring.routes.get(name) ?? [];
  const sweeps = wiring.schedules
    .filter(({ calls }) => calls === name)
    .map(({ sweep, at }) => `schedule ${sweep}, ${at}`);
  const heard = queues.filter((queue) => wiring.worker[queue] === name).map((queue) => `queue ${queue}`);
  const reports = wiring.hearsReports === name ? ['reports of the mail service'] : [];
  const stream = wiring.relay === name ? ['stream of the audit table'] : [];
  return [...routes, ...sweeps, ...heard, ...reports, ...stream];
}

/** Page, schedule or queue to function; what functions decide to the audit trail; from there to the queues. */
function overview(flows: readonly Flow[], wiring: Wiring): string {
  const callers = flows.flatMap(({ name }) =>
    callersOf(name, wiring)
      .filter((caller) => !/^(queue|stream)/.test(caller))
      .map((caller) => `  t_${nodeName(caller)}[/"${caller}"/] --> ${functionNode(name)}`),
  );
  const statements = flows
    .filter(({ commands }) => commands.length > 0)
    .map(({ name }) => `  ${functionNode(name)} --> audit`);
  const deliveries = queues.map((queue) => `  ${functionNode(wiring.relay)} --> ${queueNode(queue)}`);
  const workers = queues.map((queue) => `  ${queueNode(queue)} --> ${functionNode(wiring.worker[queue])}`);
  const wakes = [...wiring.wakes].flatMap(([name, woken]) =>
    woken.map((queue) => `  ${functionNode(name)} -. wakes .-> ${queueNode(queue)}`),
  );
  const stream = `  audit[("audit table")] -- stream --> ${functionNode(wiring.relay)}`;
  return fenced(
    'mermaid',
    ['flowchart LR', ...callers, ...statements, stream, ...deliveries, ...workers, ...wakes].join('\n'),
  );
}

function commandsOf({ name, commands, wakesWith }: Flow, wiring: Wiring): string {
  const lines = commands.flatMap((command) => [
    `  ${functionNode(name)} --> ${commandNode(command.name)}`,
    ...command.states.map((type) => `  ${commandNode(command.name)} --> ${factNode(type)}`),
  ]);
  const stated = new Set([...commands.flatMap(({ states }) => states), ...wakesWith]);
  const heard = [...stated].flatMap((type) =>
    catalogue[type].heardBy.flatMap((queue) => [
      `  ${factNode(type)} --> ${queueNode(queue)}`,
      `  ${queueNode(queue)} --> ${functionNode(wiring.worker[queue])}`,
    ]),
  );
  const wakes = [
    ...wakesWith.map((type) => `  ${functionNode(name)} -. wakes .-> ${factNode(type)}`),
    ...(wiring.wakes.get(name) ?? [])
      .filter((queue) => !wakesWith.some((type) => catalogue[type].heardBy.some((each) => each === queue)))
      .flatMap((queue) => [
        `  ${functionNode(name)} -. wakes .-> ${queueNode(queue)}`,
        `  ${queueNode(queue)} --> ${functionNode(wiring.worker[queue])}`,
      ]),
  ];
  return fenced('mermaid', ['flowchart LR', ...new Set([...lines, ...heard, ...wakes])].join('\n'));
}

const section = (each: Flow, wiring: Wiring): string => {
  const called = `Called by: ${callersOf(each.name, wiring).map(code).join(', ')}.`;
  const does =
    each.name === wiring.relay
      ? 'Takes every fact from the trail to the queues that hear it.'
      : commandsOf(each, wiring);
  return [`## ${each.name}`, called, does].join('\n\n');
};

/** How one thing leads to another: who calls a function, what it commands, which facts that states and who hears them. */
export function writeEventFlowPage(flows: readonly Flow[], wiring: Wiring): string {
  // Object.keys forgets that these keys are the types.
  const types = Object.keys(catalogue) as FactType[];
  const statedBy = (type: FactType): readonly string[] =>
    flows.flatMap(({ name, commands }) =>
      commands.filter(({ states }) => states.includes(type)).map((command) => `${name}: ${command.name}`),
    );
  return page(
    'From a page to the last consequence',
    'A page, a schedule or a queue calls a function; the function calls commands; a command decides and commits, and the facts of its decision stand in the audit trail. ' +
      'The stream of that table brings them to the relay, which sends each to the queues that hear it. A dotted line is a wake-up beside all that: whoever hears it reads the truth, so it may come too often, and a lost one is made good by a sweep.',
    'Who calls whom comes from the template; which facts a command can state, from the code it reaches. Commands that share one decision show all of its facts.',
    overview(flows, wiring),
    ...functionNames.flatMap((name) => flows.filter((each) => each.name === name)).map((each) => section(each, wiring)),
    '## Every fact',
    table(
      ['fact', 'stated by', 'queues', 'functions'],
      types.map((type) => {
        const { heardBy } = catalogue[type];
        return [
          code(shortType(type)),
          codes(statedBy(type)),
          codes(heardBy),
          codes(heardBy.map((queue) => wiring.worker[queue])),
        ];
      }),
    ),
  );
}
