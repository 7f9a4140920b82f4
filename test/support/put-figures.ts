import { create, nothingElse } from '../../shared/domain/decision.ts';
import { PublicFigures } from '../../shared/domain/public-figures.ts';
import type { PublicSite } from './public-site.ts';

/** Figures of a charity whom enough people have come to. */
export const reckoned = {
  waiting: { kind: 'about', people: 40 },
  began: { kind: 'about', people: 25 },
  toAssessment: { kind: 'weeks', from: 0, to: 3 },
  toFirstSession: { kind: 'weeks', from: 3, to: 11 },
} as const satisfies Partial<PublicFigures>;

/** What was reckoned when the quarter began: of too few people, unless said otherwise. */
export async function putFigures({ store, deps }: PublicSite, figures: Partial<PublicFigures>): Promise<void> {
  const poolId = deps.settings.pool.id;
  const record = PublicFigures.parse({
    poolId,
    quarter: '2026-10-01',
    reckonedAt: '2026-10-01T03:00:00.000Z',
    waiting: { kind: 'few' },
    began: { kind: 'few' },
    toAssessment: { kind: 'too-few' },
    toFirstSession: { kind: 'too-few' },
    ...figures,
  });
  const by = { id: 'test', roles: ['system'] } as const;
  const changes = [create('public-figures', poolId, record)];
  const about = `pool/${poolId}` as const;
  await store.commit([{ about, did: 'test', why: 'test', by, at: deps.now(), ...nothingElse, changes }]);
}
