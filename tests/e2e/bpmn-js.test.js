// Diagrams that the real bpmn-js has exported: they open, deploy, and come back as the very bytes that were sent.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { DESK, startBrowser } from './lib/browser.js';
import { startProduct } from './lib/product.js';

const ROOT = resolve(import.meta.dirname, '../..');
const MODELER = join(ROOT, 'admin-ui/node_modules/bpmn-js/dist/bpmn-modeler.production.min.js');
const EVERY_ELEMENT = join(ROOT, 'tests/models/every-element.bpmn');
const FILING = 'shared/filing/process.bpmn';
let browser, page, product;

before(async () => {
  browser = await startBrowser();
  page = await browser.open('about:blank', DESK);
  await page.setContent('<div id="canvas" style="width: 1400px; height: 850px"></div>');
  await page.addScriptTag({ path: MODELER });
});
after(async () => {
  await browser?.close();
  await product?.stop();
});

/** Opens a diagram in the modeler and exports it; `drawn` are the ids of what is on the canvas. */
async function exported(xml) {
  const result = await page.evaluate(async (text) => {
    const modeler = new globalThis.BpmnJS({ container: '#canvas' });
    const { warnings } = await modeler.importXML(text);
    const drawn = modeler.get('elementRegistry').getAll().map((element) => element.businessObject?.id).filter(Boolean);
    const saved = await modeler.saveXML({ format: true });
    modeler.destroy();
    return { xml: saved.xml, drawn, warnings: warnings.map((warning) => warning.message) };
  }, xml);
  assert.deepEqual(result.warnings, []);
  return result;
}

test('the model with every element is what bpmn-js exports, byte for byte', { timeout: 120_000 }, async () => {
  const file = await readFile(EVERY_ELEMENT, 'utf8');
  const { xml, drawn } = await exported(file);
  // `cargo test -p tests every_element` shows that the engine takes this very file and loses nothing of it.
  if (process.env.WRITE_MODEL) await writeFile(EVERY_ELEMENT, xml);
  else assert.equal(xml, file);
  const nodes = [...file.matchAll(/<bpmn:(?:\w*[tT]ask|\w*Gateway|\w*Event|\w*[sS]ubProcess|transaction|callActivity) id="([^"]+)"/g)].map((found) => found[1]);
  const missing = nodes.filter((id) => !id.startsWith('g_') && !drawn.includes(id));
  assert.ok(nodes.length > 60, `${nodes.length} nodes`);
  assert.deepEqual(missing, []);
  assert.equal((await exported(xml)).xml, xml, 'a second export changes nothing');
});

test('a procedure that bpmn-js has exported is published, and its cases show the same bytes', { timeout: 240_000 }, async () => {
  const files = await definitions();
  const { xml } = await exported(files[FILING].toString('utf8'));
  assert.notEqual(xml, files[FILING].toString('utf8'), 'the export is written differently');
  files[FILING] = Buffer.from(xml);
  product = await startProduct();
  const [admin, clerk] = [await cookieOf('u-admin'), await cookieOf('u-clue')];
  const release = await ask(admin, 'POST', '/api/definitions/releases', { files: Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, bytes.toString('base64')])), note: '演示' });
  assert.match(release.release, /^r-/);
  const made = await ask(clerk, 'POST', '/api/clues', { answers: {
    source: 'inspection', received_at: '2026-08-14T09:30:00+08:00', discovered_at: '2026-08-14', object: '演示砖厂', location: '示例市演示路1号',
    content: '演示线索', party_name: '演示砖厂', party_kind: 'legal_person',
  } });
  const diagram = await ask(clerk, 'GET', `/api/cases/${made.case}/diagram`);
  const shown = diagram.processes.find((process) => process.id === 'filing');
  assert.equal(shown?.xml, xml);
});

/** All files of the definitions by name. */
async function definitions() {
  const base = join(ROOT, 'definitions');
  const entries = (await readdir(base, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile() && !entry.name.endsWith('.md'));
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path.slice(base.length + 1), await readFile(path)])));
}

async function cookieOf(person) {
  const answer = await fetch(`${product.url}/api/demo/session`, { method: 'POST', headers: { 'content-type': 'application/json', 'command-id': randomUUID() }, body: JSON.stringify({ person }) });
  assert.equal(answer.status, 204);
  return answer.headers.get('set-cookie').split(';')[0];
}

async function ask(cookie, method, path, body) {
  const headers = { cookie, 'command-id': randomUUID(), ...(body && { 'content-type': 'application/json' }) };
  const answer = await fetch(product.url + path, { method, headers, body: body && JSON.stringify(body) });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text.slice(0, 500)}`);
  return JSON.parse(text);
}
