import { describe, expect, it } from 'vitest';
import { allEdges, allWays, describeCoverage, inAHundred, shortfallsOf } from './coverage-report.ts';
import { simulate } from './simulate-seed.ts';
import { addCoverage, type Coverage, newCoverage } from './town/coverage.ts';
import { unreached } from './unreached.ts';

/** A run that met everything twenty times. */
const whole = (): Coverage => ({
  edges: new Map(allEdges.filter((edge) => !(edge in unreached)).map((edge) => [edge, 20])),
  faults: new Map(allWays.map((way) => [`a command · ${way} · throttled`, 20])),
  calls: new Map(allWays.map((way) => [`a command · ${way}`, 400])),
  refusals: new Map(),
});

const listed = new Map(allWays.map((way) => [`a command · ${way}`, 10]));

describe('what a run must have met so many times', () => {
  it('is complete when every edge, every fault at every call site and every way was', () => {
    expect(shortfallsOf(whole(), 20, listed)).toEqual([]);
  });

  it('lacks an edge that was taken once too seldom, and one that was never taken', () => {
    const run = whole();
    run.edges.set('place reserved → approved', 19);
    run.edges.delete('hold pending → posted');
    expect(shortfallsOf(run, 20, listed)).toEqual([
      'met 19 times of 20: place reserved → approved',
      'met 0 times of 20: hold pending → posted',
    ]);
  });

  it('lacks a fault at one call site though the same fault met the same call of others', () => {
    const run = whole();
    run.faults.set('another command · store.get place · throttled', 3);
    expect(shortfallsOf(run, 20, listed)).toEqual(['met 3 times of 20: another command · store.get place · throttled']);
  });

  it('lacks a way to the outside that nothing takes', () => {
    const run = whole();
    run.calls.delete('a command · store.journal');
    const others = new Map([...listed].filter(([site]) => run.calls.has(site)));
    expect(shortfallsOf(run, 20, others)).toEqual(['called by nothing: store.journal']);
  });

  it('lacks a call that is on the list and was not made, and one that is on no list', () => {
    const run = whole();
    run.calls.set('a new command · store.get place', 3);
    expect(shortfallsOf(run, 20, new Map([...listed, ['an old command · store.get place', 2]]))).toEqual([
      'on the list of calls, and not made: an old command · store.get place',
      'made, and on no list of calls: a new command · store.get place',
    ]);
  });
});

describe('what a history tells of itself', () => {
  it('names each fault that can meet a call as soon as the call is made, by who made it for what', async () => {
    const { coverage } = await simulate({ seed: 3, steps: 40 });
    const sites = [...coverage.calls.keys()];
    expect(sites.length).toBeGreaterThan(20);
    for (const site of sites) {
      expect(site).toMatch(/^.+ · (store|payments|mailer|queue)\.\w+/);
      for (const fault of ['crash before', 'crash after', 'throttled', 'lost reply'])
        expect(coverage.faults.has(`${site} · ${fault}`), `${site} · ${fault}`).toBe(true);
    }
    expect(shortfallsOf(coverage, 1).length).toBeGreaterThan(100);
  });

  it('adds up with others, and is printed with every count', async () => {
    const sum = newCoverage();
    for (const run of [whole(), whole()]) addCoverage(sum, run);
    expect(shortfallsOf(sum, 40, listed)).toEqual([]);
    expect(shortfallsOf(sum, 41, listed)).toHaveLength(
      allEdges.length - Object.keys(unreached).length + allWays.length,
    );
    const printed = describeCoverage(sum);
    expect(printed).toContain('       40  place reserved → approved');
    expect(printed).toMatch(/^ +800 +40 {2}a command · mailer\.send$/m);
  });

  it('lists its calls as often as they are made in a hundred histories, in an order that stays', () => {
    const run = newCoverage();
    run.calls.set('b · store.get', 1234).set('a · store.get', 1);
    expect(Object.entries(inAHundred(run, 50))).toEqual([
      ['a · store.get', 2],
      ['b · store.get', 2500],
    ]);
  });
});
