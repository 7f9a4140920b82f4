import type { Act } from '../town/act.ts';
import { machines } from '../town/machines.ts';
import { assessments } from './assessments.ts';
import { bookkeeping } from './bookkeeping.ts';
import { fundKeeping } from './fund-keeping.ts';
import { gifts } from './gifts.ts';
import { mailService } from './mail-service.ts';
import { members } from './members.ts';
import { places } from './places.ts';
import { referrals } from './referrals.ts';
import { refunds } from './refunds.ts';
import { stolenCards } from './stolen-cards.ts';
import { therapy } from './therapy.ts';
import { readers } from './visitors.ts';
import { waiting } from './waiting.ts';

/** Everything that can happen in the town: one line for each group of actors. */
export const allActs: readonly Act[] = [
  ...machines,
  ...referrals,
  ...assessments,
  ...gifts,
  ...places,
  ...members,
  ...mailService,
  ...therapy,
  ...waiting,
  ...refunds,
  ...fundKeeping,
  ...bookkeeping,
  ...stolenCards,
  ...readers,
];
