// The built product as a newcomer starts it: a demonstration on a free port with an empty data folder.
import { execFileSync, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../..');
const BINARY = resolve(ROOT, process.env.CARGO_TARGET_DIR ?? 'target', 'debug/xiezhi');
const START_MS = 60_000;

/** A port that nobody listens on now. */
function freePort() {
  return new Promise((done, failed) => {
    const probe = createServer().once('error', failed).listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/** The shipped agency without its marks of a demonstration: what a real one writes into a folder of its own. */
async function agencyFolder(data) {
  const folder = join(data, 'agency');
  await mkdir(folder);
  for (const name of ['units.json', 'persons.json', 'profiles.json']) {
    const entries = JSON.parse(await readFile(join(ROOT, 'definitions/agency', name), 'utf8'));
    await writeFile(join(folder, name), JSON.stringify(entries.map((entry) => ({ ...entry, demonstration: undefined }))));
  }
  return folder;
}

/**
 * Starts the binary; `stop` ends it and removes its data. `log()` is what it has said so far. With `agency` it is no demonstration,
 * and `account(words, password)` runs `xiezhi account` beside it.
 */
export async function startProduct({ agency = false } = {}) {
  const data = await mkdtemp(join(tmpdir(), 'xiezhi-e2e-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const fonts = process.env.XIEZHI_FONTS ?? join(homedir(), '.cache/xiezhi/fonts');
  const kind = agency ? ['--agency', await agencyFolder(data)] : ['--demo'];
  const args = ['serve', ...kind, '--data', data, '--listen', url.slice('http://'.length), '--definitions', join(ROOT, 'definitions')];
  const program = process.env.XIEZHI_BINARY ?? BINARY;
  const account = (words, password) => execFileSync(program, ['account', ...words, '--data', data], { input: `${password}\n`, encoding: 'utf8' });
  const child = spawn(program, args, { env: { ...process.env, XIEZHI_FONTS: fonts }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const failed = new Promise((_, refuse) => child.once('error', refuse).once('exit', (code) => refuse(new Error(`the server ended with ${code}:\n${said}`))));
  failed.catch(() => undefined);
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => { said += bytes; });
  await Promise.race([failed, ready(url)]);
  const stop = async () => {
    const ended = child.exitCode === null ? new Promise((done) => { child.once('exit', done); }) : undefined;
    child.kill('SIGTERM');
    await ended;
    await rm(data, { recursive: true, force: true });
  };
  return { url, stop, account, log: () => said };
}

async function ready(url) {
  const until = Date.now() + START_MS;
  for (;;) {
    const answer = await fetch(`${url}/api/openapi.json`).catch(() => undefined);
    if (answer?.ok) return;
    if (Date.now() > until) throw new Error(`no answer from ${url} within ${START_MS} ms`);
    await new Promise((done) => { setTimeout(done, 100); });
  }
}
