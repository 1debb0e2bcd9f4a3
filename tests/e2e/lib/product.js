// The built product as a newcomer starts it: a demonstration on a free port with an empty data folder.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
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

/** Starts the binary; `stop` ends it and removes its data. `log()` is what it has said so far. */
export async function startProduct() {
  const data = await mkdtemp(join(tmpdir(), 'xiezhi-e2e-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const fonts = process.env.XIEZHI_FONTS ?? join(homedir(), '.cache/xiezhi/fonts');
  const args = ['serve', '--demo', '--data', data, '--listen', url.slice('http://'.length), '--definitions', join(ROOT, 'definitions')];
  const child = spawn(process.env.XIEZHI_BINARY ?? BINARY, args, { env: { ...process.env, XIEZHI_FONTS: fonts }, stdio: ['ignore', 'pipe', 'pipe'] });
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
  return { url, stop, log: () => said };
}

async function ready(url) {
  const until = Date.now() + START_MS;
  for (;;) {
    const answer = await fetch(`${url}/api/demo`).catch(() => undefined);
    if (answer?.ok) return;
    if (Date.now() > until) throw new Error(`no answer from ${url} within ${START_MS} ms`);
    await new Promise((done) => { setTimeout(done, 100); });
  }
}
