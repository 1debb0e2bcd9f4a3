// No page has a finding of axe at WCAG A or AA: every route of desk, phone and portal at 360 and at 1440 px.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findings } from './lib/axe.js';
import { startBrowser } from './lib/browser.js';
import { startProduct } from './lib/product.js';

const SIZES = [{ width: 1440, height: 900 }, { width: 360, height: 780 }];
const CASE_TABS = ['steps', 'evidence', 'discretion', 'documents', 'limits', 'diagram', 'timeline', 'people'];
const DESK = ['/inbox', '/cases', '/clues', '/enterprises', '/enterprises/p-panshi', '/limits', '/violations'];
const PHONE = ['/inbox', '/cases', '/capture', '/enterprises', '/enterprises/p-panshi', '/violations'];
const ADMIN = ['/inbox', '/admin/people', '/admin/people?person=u-lead', '/admin/people?person=u-clue', '/admin/people?tab=trail', '/ops/incidents', '/ops/incidents?tab=jobs', '/me/password'];
const PORTAL = ['/public/', '/public/?big=1', '/c/', '/c/039999010012608170001070012'];

let product, browser;
before(async () => {
  product = await startProduct();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await product?.stop();
});

/** Signs in without the page: what is looked at here is the page that follows. */
async function become(page, person) {
  await page.goto('/public/');
  const answer = await page.request.post('/api/demo/session', { data: { person } });
  assert.equal(answer.status(), 204);
}

async function post(page, path, body) {
  const answer = await page.request.post(path, { data: body, headers: { 'command-id': crypto.randomUUID() } });
  assert.ok(answer.ok(), await answer.text());
  return answer.json();
}

async function look(page, path) {
  await page.goto(path);
  await page.getByRole('heading').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.locator('[aria-busy=true]').waitFor({ state: 'detached' });
  return (await findings(page)).map((line) => `${path} at ${page.viewportSize().width}: ${line}`);
}

test('no page has a finding at WCAG A or AA', { timeout: 600_000 }, async () => {
  const found = [];
  let opened;
  for (const size of SIZES) {
    const page = await browser.open(product.url, size);
    found.push(...await look(page, '/'), ...await look(page, '/phone/'));
    for (const path of PORTAL) found.push(...await look(page, path));
    await become(page, 'u-clue');
    found.push(...await look(page, '/clues/new'));
    opened ??= (await post(page, '/api/clues', { answers: { source: 'inspection', object: '演示砖厂', location: '示例市演示路1号', content: '露天堆放。', party_name: '演示砖厂', party_kind: 'legal_person' } })).case;
    await become(page, 'u-lead');
    for (const path of [...DESK, ...CASE_TABS.map((tab) => `/cases/${opened}/${tab}`), `/cases/${opened}/tasks/t2`]) found.push(...await look(page, path));
    for (const path of [...PHONE, `/cases/${opened}/steps`, `/cases/${opened}/evidence`, `/cases/${opened}/limits`, `/cases/${opened}/timeline`, `/cases/${opened}/tasks/t2`]) found.push(...await look(page, `/phone${path}`));
    await become(page, 'u-disclosure');
    for (const path of ['/disclosure', `/disclosure/${opened}`]) found.push(...await look(page, path));
    await become(page, 'u-admin');
    if (size === SIZES[0]) await post(page, '/api/staff/u-clue/account', { login: 'clue' });
    for (const path of ADMIN) found.push(...await look(page, path));
  }
  assert.deepEqual(found, []);
  assert.deepEqual(browser.complaints, []);
});
