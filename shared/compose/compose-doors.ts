import type { Deps } from '../commands/deps.ts';
import { openDynamoCounter } from '../store/dynamo-counter.ts';
import { createDoors, type Doors } from '../web/doors.ts';
import type { Failure } from '../web/http.ts';

interface DoorEnvironment {
  readonly VISITS_TABLE: string;
  readonly FRONT_SECRET: string;
  readonly VISITORS_PER_ADDRESS: string;
}

/** The guard of what anybody may come to, as the settings say how often. */
export const composeDoors = (
  environment: DoorEnvironment,
  { settings, now }: Pick<Deps, 'settings' | 'now'>,
  reportFailure: (failure: Failure) => void,
): Doors =>
  createDoors({
    doors: settings.doors,
    count: openDynamoCounter(environment.VISITS_TABLE),
    secret: environment.FRONT_SECRET,
    visitorsPerAddress: Number(environment.VISITORS_PER_ADDRESS),
    now,
    reportFailure,
  });
