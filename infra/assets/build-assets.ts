import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build, transform } from 'esbuild';
import { compile } from 'sass';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Browsers that govuk-frontend 6 supports with scripts; older ones get the same pages without. */
const browsers = ['chrome109', 'edge109', 'firefox102', 'safari15'];

/** The licence of what we build upon asks for this line in every copy. */
const notice = '/*! Contains GOV.UK Frontend, copyright Crown (Government Digital Service), MIT licence. */';

/** File names inside the output directory. Each carries a hash of its content, so that a browser may keep it for ever. */
export interface AssetManifest {
  readonly style: string;
  readonly script: string;
  readonly mark: string;
}

export interface BuiltAssets {
  readonly manifest: AssetManifest;
  /** Bytes over the wire with gzip, by manifest key. */
  readonly gzipBytes: Readonly<Record<keyof AssetManifest, number>>;
}

/**
 * Builds what the three web functions serve beside their bundle: one stylesheet, one script, our mark; each also
 * compressed beforehand (`.br`, `.gz`), and `manifest.json` naming them. Takes about two seconds.
 * Refuses nothing; a mistake in a stylesheet or script rejects with the compiler's message.
 */
export async function buildAssets(outDirectory: string): Promise<BuiltAssets> {
  await mkdir(outDirectory, { recursive: true });
  const [style, script, mark] = await Promise.all([buildStyle(), buildScript(), readMark()]);
  const written = {
    style: await writeHashed(outDirectory, 'site', 'css', style),
    script: await writeHashed(outDirectory, 'site', 'js', script),
    mark: await writeHashed(outDirectory, 'mark', 'svg', mark),
  };
  const manifest = { style: written.style.name, script: written.script.name, mark: written.mark.name };
  await writeFile(join(outDirectory, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return {
    manifest,
    gzipBytes: { style: written.style.bytes, script: written.script.bytes, mark: written.mark.bytes },
  };
}

async function buildStyle(): Promise<string> {
  const compiled = compile(join(root, 'shared/web/styles/site.scss'), {
    loadPaths: [join(root, 'node_modules')],
    quietDeps: true,
  });
  const { code } = await transform(compiled.css, { loader: 'css', minify: true, target: browsers });
  return `${notice}${code}`;
}

async function buildScript(): Promise<string> {
  const result = await build({
    entryPoints: [join(root, 'shared/web/browser/site.js')],
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    minify: true,
    legalComments: 'none',
    banner: { js: notice },
    target: browsers,
    write: false,
  });
  const [file] = result.outputFiles;
  if (file === undefined) throw new Error('The script came out empty.');
  return file.text;
}

function readMark(): Promise<string> {
  return readFile(join(root, 'shared/web/brand/mark.svg'), 'utf8');
}

async function writeHashed(directory: string, stem: string, extension: string, content: string) {
  const hash = createHash('sha256').update(content).digest('base64url').replace(/[-_]/g, '').slice(0, 12);
  const name = `${stem}.${hash}.${extension}`;
  const [brotli, gzipped] = await Promise.all([
    promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
    promisify(gzip)(content, { level: 9 }),
  ]);
  await Promise.all([
    writeFile(join(directory, name), content),
    writeFile(join(directory, `${name}.br`), brotli),
    writeFile(join(directory, `${name}.gz`), gzipped),
  ]);
  return { name, bytes: gzipped.length };
}
