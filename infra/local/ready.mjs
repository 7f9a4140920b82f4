// Runs before `npm start` and `npm test`, with whatever Node the machine has: checks the two prerequisites, then
// brings node_modules in line with package-lock.json. Everything else, Node 24 itself included, comes from npm.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';

const stop = (lines) => {
  console.error(`\n${lines.join('\n')}\n`);
  process.exit(1);
};

const nodeMajor = Number(process.versions.node.split('.')[0]);
if (nodeMajor < 20) {
  stop([
    `Node.js ${process.versions.node} is too old: Sponsored Places needs Node.js 20 or newer to start.`,
    'Install it with, for example:  sudo apt-get install nodejs   or   brew install node',
  ]);
}

const java = spawnSync('java', ['-version'], { encoding: 'utf8' });
const javaMajor = Number(/version "(\d+)/.exec(`${java.stderr}${java.stdout}`)?.[1] ?? 0);
if (javaMajor < 17) {
  stop([
    javaMajor === 0 ? 'Java is missing: the local database needs it.' : `Java ${javaMajor} is too old.`,
    'Sponsored Places needs Java 17 or newer on this machine. Install it with, for example:',
    '  sudo apt-get install openjdk-17-jre-headless   or   brew install openjdk@17',
  ]);
}

const installed = 'node_modules/.installed-lock.json';
const lock = readFileSync('package-lock.json', 'utf8');
if (!existsSync(installed) || readFileSync(installed, 'utf8') !== lock || !existsSync('node_modules/.bin/node')) {
  console.error('Installing what the lock file names (once) …');
  // Not `npm ci`: it refuses a lock file that lacks the binaries of other platforms, which not every registry has.
  // `npm install` takes what the lock names, and --no-save leaves the lock as it is.
  const install = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', install, { stdio: 'inherit' });
  if (status !== 0)
    stop(['npm could not install the packages; its own message is above. Mend that, then run this again.']);
  copyFileSync('package-lock.json', installed);
}
