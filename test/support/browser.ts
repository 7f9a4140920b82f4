import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContext, chromium as playwright } from 'playwright-core';

const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url));

/** Made for a cloud function without a sandbox of its own; tests want a browser that guards pages as people's do. */
const unsafe = new Set(['--disable-web-security', '--allow-running-insecure-content', '--single-process']);

/** A graphics card played by software, for pages in three dimensions. */
const graphics = new Set([
  '--ignore-gpu-blocklist',
  '--in-process-gpu',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
]);

/** Measured: a page is drawn, and its scripts are run, in three quarters of the time; no page lives long enough to profit. */
const inHaste = [
  '--disable-gpu',
  '--disable-software-rasterizer',
  '--disable-gpu-compositing',
  '--js-flags=--no-maglev --no-opt',
];

/**
 * Starts the Chromium that comes with our packages; nothing is downloaded. Close it when done. One start takes about
 * two seconds, so a test file opens one and makes a context of it for each test. Sites it visits live on localhost.
 */
export async function openBrowser(): Promise<Browser> {
  const { args, ...options } = await launchOptions();
  return playwright.launch({ ...options, args: [...args.filter((argument) => !graphics.has(argument)), ...inHaste] });
}

/** The same Chromium with one window's cookies kept in `profile`, for tools that open pages of their own beside ours. */
export async function openProfile(profile: string, more: readonly string[]): Promise<BrowserContext> {
  const { args, ...options } = await launchOptions();
  return playwright.launchPersistentContext(profile, { ...options, args: [...args, ...more] });
}

async function launchOptions() {
  const home = await unpackBrowser();
  return {
    executablePath: join(home, 'chromium'),
    args: chromium.args.filter((argument) => !unsafe.has(argument)),
    env: { ...process.env, FONTCONFIG_FILE: join(home, 'fonts.conf') },
    headless: true,
  };
}

/** Unpacks once into node_modules/.cache; several test files may come at the same time, and all find a whole browser. */
async function unpackBrowser(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(modules, '@sparticuz/chromium/package.json'), 'utf8'));
  const cache = join(modules, '.cache/browser');
  const home = join(cache, String(version));
  if (existsSync(home)) return home;
  await mkdir(cache, { recursive: true });
  const unpacking = await mkdtemp(join(cache, 'unpacking-'));
  const script = "import chromium from '@sparticuz/chromium'; await chromium.executablePath();";
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
    env: { ...process.env, TMPDIR: unpacking },
  });
  await writeFile(join(unpacking, 'fonts.conf'), fontsFor(join(home, 'fonts')));
  // Whoever comes second finds the place taken and uses what is there.
  await rename(unpacking, home).catch(() => rm(unpacking, { recursive: true, force: true }));
  return home;
}

/** The font that comes with the browser, on any machine: text is measured and looks the same everywhere. */
function fontsFor(directory: string): string {
  const prefer = ['system-ui', 'sans-serif'].map(
    (family) => `<alias><family>${family}</family><prefer><family>Open Sans</family></prefer></alias>`,
  );
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${directory}</dir><dir>/usr/share/fonts</dir>${prefer.join('')}</fontconfig>`;
}
