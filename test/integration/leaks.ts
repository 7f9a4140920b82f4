import { marksIn } from './find-marks.ts';
import type { Served, Town } from './town.ts';
import type { Wire } from './wire.ts';

/** Where somebody’s mark was found, and whose it is. */
export interface Sighting {
  readonly where: string;
  readonly mark: string;
}

const sightings = (where: string, text: string): Sighting[] => marksIn(text).map(({ mark }) => ({ where, mark }));

const every = (found: readonly Sighting[]): readonly string[] =>
  [...new Set(found.map(({ where, mark }) => `${where}: ${mark}`))].toSorted();

/** All that was kept or said where marks have no place. */
export type Searched = Pick<Town, 'served' | 'told' | 'readTables' | 'readFiles'> & {
  readonly wire: Pick<Wire, 'said'>;
};

/** Marks where none may be, whoever looks: at rest, under way, in logs, in addresses and headers, at the payment provider. */
export async function findLeaks({ wire, served, told, readTables, readFiles }: Searched): Promise<readonly string[]> {
  const outside = wire.said.filter(({ to }) => to !== 'mailbox');
  return every([
    ...[...(await readTables())].flatMap(([table, items]) => sightings(`the table ${table}`, items)),
    ...outside.flatMap(({ to, text }) => sightings(`what was said to ${to}`, text)),
    ...[...(await readFiles())].flatMap(([file, content]) => sightings(`the file ${file}`, content)),
    ...told.flatMap((line) => sightings('the console of the machine', line)),
    ...served.flatMap(({ method, address, headers }) => [
      ...(typedByHand(address) ? [] : sightings('an address of ours', `${method} ${address}`)),
      ...sightings('a header', headers),
    ]),
  ]);
}

/** Addresses that no page of ours leads to: somebody made them up. */
const typedByHand = (address: string): boolean => address.includes('Wrongaddressmark');

const withoutIds = (address: string): string =>
  address.replace(/\?.*/, '').replaceAll(/\b(ref|don|thr|pla|tsk)_[\w.-]+/g, '…');

const ownersOn = ({ body }: Served): readonly string[] => [...new Set(marksIn(body).map(({ owner }) => owner))];

/** Which page showed whose marks to whom. */
export const shownMarks = ({ served }: Town): readonly string[] => {
  const shown = served.flatMap((page) =>
    ownersOn(page).map((owner) => `${page.who}: ${page.method} ${withoutIds(page.address)} shows: ${owner}`),
  );
  return [...new Set(shown)].toSorted();
};

/** Whose marks stand in mails to whom. */
export async function mailedMarks({ readMailbox }: Town): Promise<readonly string[]> {
  const mailed = (await readMailbox()).flatMap(({ to, whole }) =>
    marksIn(whole).map(({ owner }) => `to ${to}: ${owner}`),
  );
  return [...new Set(mailed)].toSorted();
}
