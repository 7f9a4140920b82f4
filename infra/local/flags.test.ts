import { describe, expect, it } from 'vitest';
import { readFlags } from './flags.ts';

describe('the command line of npm start', () => {
  it('runs on port 4000 with demo data unless told otherwise', () => {
    expect(readFlags([])).toEqual({ fresh: false, demo: true, port: 4000 });
  });

  it('takes every flag, the port with a space or an equals sign', () => {
    expect(readFlags(['--fresh', '--no-demo', '--port', '4100'])).toEqual({ fresh: true, demo: false, port: 4100 });
    expect(readFlags(['--port=4200'])).toMatchObject({ port: 4200 });
  });

  it('names a flag that it does not know, and shows those it knows', () => {
    expect(() => readFlags(['--frsh'])).toThrow(/"--frsh" is not a flag[\s\S]*--fresh/);
  });

  it('says what a port must be', () => {
    expect(() => readFlags(['--port'])).toThrow('got nothing');
    expect(() => readFlags(['--port', 'http'])).toThrow('got "http"');
    expect(() => readFlags(['--port', '70000'])).toThrow('between 1 and 65530');
  });

  it('shows help instead of running', () => {
    expect(readFlags(['--fresh', '--help'])).toBe('help');
  });
});
