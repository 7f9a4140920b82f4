import { isDeepStrictEqual } from 'node:util';
import { endOfStory } from '../../infra/demo/story-calendar.ts';
import { loadDemo } from '../../infra/local/load-demo.ts';
import { openStack } from '../browser/stack.ts';
import { outlineOf, tellInMemory } from '../support/tell-in-memory.ts';
import { root } from './bundles.ts';
import { atMost, type Figure, rounded } from './figure.ts';

/** A start that fills an empty stack takes so much longer. */
const mostSeconds = 20;
const dayLength = 86_400_000;

/** How many stories there are, told on every weekday in the morning and in the evening: there should be one. */
async function measureStories(tell: (line: string) => void): Promise<Figure> {
  const stories: ReturnType<typeof outlineOf>[] = [];
  for (let weekday = 0; weekday < 7; weekday += 1) {
    for (const hour of ['05:30', '20:30']) {
      const day = new Date(Date.parse('2027-06-28') + weekday * dayLength).toISOString().slice(0, 10);
      const story = outlineOf(await tellInMemory({ ends: endOfStory(Date.parse(`${day}T${hour}:00.000Z`)) }));
      tell(`${day} ${hour}: ${story.records.length} records, ${story.journal.length} journal entries`);
      if (!stories.some((known) => isDeepStrictEqual(known, story))) stories.push(story);
    }
  }
  return atMost('demo:stories', stories.length, 'stories', 1);
}

/** How long the demonstration takes to load into the emulators of a stack, beside everything else of its start. */
async function measureLoading(tell: (line: string) => void): Promise<Figure> {
  let seconds = Number.POSITIVE_INFINITY;
  const load = loadDemo(root);
  const stack = await openStack({
    log: tell,
    prepare: async (environment) => {
      const began = performance.now();
      await load(environment);
      seconds = rounded((performance.now() - began) / 1_000);
    },
  });
  await stack[Symbol.asyncDispose]();
  return atMost('demo:seconds', seconds, 'seconds', mostSeconds);
}

/** The demonstration: that it loads in time, and is one story whenever it is told. */
export async function measureDemo(
  isWanted: (figure: string) => boolean,
  tell: (line: string) => void,
): Promise<readonly Figure[]> {
  return [
    ...(isWanted('demo:seconds') ? [await measureLoading(tell)] : []),
    ...(isWanted('demo:stories') ? [await measureStories(tell)] : []),
  ];
}
