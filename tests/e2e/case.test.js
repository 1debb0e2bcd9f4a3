// The first case from the clue to the archive, in the browser, with every role: what a newcomer of the demonstration does.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DESK, PHONE, startBrowser } from './lib/browser.js';
import { choose, day, factor, pick, refusal, sign, submit, tick, type, verdicts } from './lib/form.js';
import { photo } from './lib/photo.js';
import { startProduct } from './lib/product.js';
import { Window } from './lib/story.js';

const PARTY = '示例市磐石建材有限公司';
const FINE = '罚款（普通程序）';
const ORDER = '责令改正';
let product, browser, desk, phone;

before(async () => {
  product = await startProduct();
  browser = await startBrowser();
  desk = new Window(await browser.open(product.url, DESK));
  phone = new Window(await browser.open(product.url, PHONE), '/phone');
});
after(async () => {
  await browser?.close();
  await product?.stop();
});

/** Steps that depend on each other: after the first failure the rest is not tried. */
let broken = false;
function step(name, work) {
  test(name, { timeout: 120_000 }, async (t) => {
    if (broken) { t.skip('an earlier step failed'); return; }
    broken = true;
    await work().catch(async (error) => {
      for (const [window, file] of [[desk, 'desk'], [phone, 'phone']]) if (process.env.E2E_SHOTS) await window.page.screenshot({ path: `${process.env.E2E_SHOTS}/failed-${file}.png` }).catch(() => undefined);
      throw error;
    });
    assert.deepEqual(browser.complaints, []);
    broken = false;
  });
}

const officers = async (page) => { await sign(page, '主办人甲'); await sign(page, '协办人乙'); };

step('the clue clerk registers a clue', async () => {
  const { page } = desk;
  await desk.as('线索员卯');
  await page.getByRole('link', { name: '登记线索' }).click();
  await choose(page, 'source', '检查发现');
  await type(page, 'object', '磐石');
  await page.getByRole('button', { name: PARTY }).click();
  await type(page, 'location', '示例市东郊镇演示路8号厂区');
  await type(page, 'content', '检查发现厂区露天贮存石灰石，没有苫盖。');
  await page.getByRole('button', { name: '登记线索' }).click();
  await page.waitForURL(/\/cases\/[^/]+\/steps/);
  desk.case = phone.case = page.url().match(/cases\/([^/]+)/)[1];
  await page.getByText(PARTY).first().waitFor();
});

step('two officers visit the site: certificate, record and signatures on the phone', async () => {
  const { page } = phone;
  await phone.as('主办人甲');
  await phone.duty('初步审查四项立案条件');
  await choose(page, 'outcome', '待核，先到现场初查');
  await submit(page);

  await phone.duty('亮证、告知权利、确认送达地址');
  await tick(page, 'certificate_shown');
  await pick(page, 'officers', '主办人甲');
  await pick(page, 'officers', '协办人乙');
  await tick(page, 'rights_told');
  await sign(page, '当事人', '厂长癸');
  await sign(page, '主办人甲');
  assert.match(await refusal(page), /签名/);
  await sign(page, '协办人乙');
  await submit(page);

  await phone.duty('现场检查并制作笔录');
  await choose(page, 'material', '石灰石');
  await type(page, 'piles', '1');
  await choose(page, 'covered', '未有效覆盖');
  await choose(page, 'enclosed', '不能密闭');
  await choose(page, 'surroundings', '一般工业区');
  await choose(page, 'corrected_on_site', '当场改正');
  await day(page, 'conduct_date', '2026-08-14');
  await type(page, 'findings', `${PARTY}在厂区东侧露天贮存石灰石一堆，未设置不低于堆放物高度的严密围挡，未采取有效覆盖措施，现场无喷淋。`);
  await sign(page, '当事人', '厂长癸');
  await officers(page);
  await submit(page);
});

step('the filing is proposed, endorsed and approved', async () => {
  const { page } = desk;
  await desk.clock('2026-08-17');
  await desk.as('主办人甲');
  await desk.duty('初步审查四项立案条件');
  await verdicts(page, 'conditions', '满足');
  await type(page, 'suspected', '未采取有效覆盖措施贮存易产生扬尘的物料');
  await choose(page, 'outcome', '四项都满足，建议立案');
  await submit(page);
  await desk.as('队长丙');
  await desk.duty('承办机构审核立案');
  await submit(page);
  await desk.clock('2026-08-18');
  await desk.as('局领导庚');
  await desk.duty('批准立案');
  await submit(page);
  await page.getByText(/示环立〔2026〕\d+号/).first().waitFor();
  await desk.as('队长丙');
  await desk.duty('指定承办人、回避自查');
  await choose(page, 'recusal_declared', '没有应当回避的情形');
  await submit(page);
});

/** Evidence by upload on the desk: file, kind, place and what it proves. */
async function upload(name, kind, proves, seed) {
  const { page } = desk;
  await page.getByRole('button', { name: '上传证据' }).first().click();
  const sheet = page.getByRole('dialog', { name: '上传证据' });
  await sheet.locator('#ev-file').setInputFiles(photo(`${name}.png`, seed));
  await five(sheet, kind, proves);
  await sheet.getByRole('button', { name: '收下证据' }).click();
  await sheet.waitFor({ state: 'detached' });
  await page.getByRole('cell', { name, exact: true }).waitFor();
}

async function five(form, kind, proves) {
  await form.locator('#ev-kind').selectOption({ label: kind });
  await form.locator('#ev-place').fill('示例市东郊镇演示路8号厂区东侧');
  for (const element of proves) await form.getByRole('button', { name: element }).click();
}

step('the lead chooses the violation and gathers evidence, a photo by the phone', async () => {
  const { page } = desk;
  await desk.clock('2026-08-19');
  await desk.as('主办人甲');
  await desk.duty('选定违法行为、拟定取证方案');
  await pick(page, 'cause', '贮存易产生扬尘的物料');
  await type(page, 'penalties_2y', '0');
  await submit(page);

  await desk.open('evidence');
  await upload('营业执照复印件', '书证', ['主体适格'], 1);
  await phone.as('主办人甲');
  await phone.go(`/capture/${phone.case}`);
  await phone.page.locator('input[type=file]').setInputFiles(photo('堆场全景和裸露部位照片.png', 2));
  await five(phone.page, '视听资料', ['违法行为', '时间地点与持续']);
  await phone.page.getByRole('button', { name: '采用' }).click();
  await phone.page.waitForURL(/\/evidence$/);
  await phone.page.getByText('堆场全景和裸露部位照片').waitFor();
});
