import type { Deps } from '../../shared/commands/deps.ts';
import { createMemoryCounter } from '../../shared/store/counter.ts';
import { createDoors, type Doors } from '../../shared/web/doors.ts';

/** Doors that so many people from one address may come through: as many as a test needs, unless it says otherwise. */
export const openDoors = ({ settings, now }: Pick<Deps, 'settings' | 'now'>, visitorsPerAddress = 1000): Doors =>
  createDoors({
    doors: settings.doors,
    count: createMemoryCounter(),
    secret: 'a secret of the doors of tests',
    visitorsPerAddress,
    now,
    reportFailure: ({ error }) => {
      throw error;
    },
  });
