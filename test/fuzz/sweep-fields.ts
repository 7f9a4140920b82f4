import type { Browser, FuzzedTown } from './fuzzed-town.ts';
import type { MadeRequest, RequestMaker, Seen } from './make-request.ts';
import { marker, type Spoil } from './plans.ts';
import type { ShownForm } from './shown-forms.ts';

/** What is done to every field in turn, while the rest of its form is as a person would send it. */
const spoilsOf = (field: number): readonly Spoil[] => [
  { how: 'lengthen', field, text: '!' },
  { how: 'drop', field },
  { how: 'replace', field, text: '' },
  { how: 'replace', field, text: marker },
  { how: 'replace', field, text: 'x'.repeat(5000) },
  { how: 'replace', field, text: '-1' },
  { how: 'repeat', field, text: 'another' },
];

/** One form for all that differ in the record they are about. */
const shapeOf = ({ action }: ShownForm): string => action.replaceAll(/\b[a-z]{3}_[0-9a-z_]+/g, ':id');

/** Every field of every form that was seen, spoilt in turn. The ways to spoil it are as many as asked for. */
export function* sweepFields(
  { browsers }: FuzzedTown,
  seen: Seen,
  maker: RequestMaker,
  ways: number,
): Generator<MadeRequest> {
  // The first who saw it: those who come last may look and do nothing.
  const shapes = new Map([...seen.forms.values()].toReversed().map((shown) => [shapeOf(shown.form), shown]));
  for (const { who, form } of shapes.values()) {
    const browser: Browser | undefined = browsers.find((each) => each.who === who);
    if (browser === undefined) continue;
    for (const field of form.fields.keys()) {
      for (const spoil of spoilsOf(field).slice(0, ways)) {
        // The last of what can be chosen: the first is often what stands there until somebody chooses.
        const parts = maker.sendForm(browser, form, { fill: -1, spoils: [spoil], token: 'own' });
        const cookies = [...browser.visitor.cookies].map(([name, value]) => `${name}=${value}`);
        yield { browser, isForged: false, parts: { ...parts, cookies } };
      }
    }
  }
}
