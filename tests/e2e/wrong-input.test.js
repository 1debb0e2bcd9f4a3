// Wrong input: said in Chinese, at the field, with nothing sent and nothing lost.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DESK, PHONE, startBrowser } from './lib/browser.js';
import { choose, type } from './lib/form.js';
import { startProduct } from './lib/product.js';
import { Window } from './lib/story.js';

let product, browser;
before(async () => {
  product = await startProduct();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await product?.stop();
});

const errorAt = (page, name) => page.locator(`.field[data-name="${name}"] .err`);

/** A clue's form, begun: the source and the party. */
async function clue() {
  const desk = new Window(await browser.open(product.url, DESK));
  const { page } = desk;
  await desk.as('线索员卯');
  await page.getByRole('link', { name: '登记线索' }).click();
  await choose(page, 'source', '检查发现');
  await type(page, 'object', '示例市磐石建材有限公司');
  return page;
}

test('a form says what to change at the field, and keeps what was typed', { timeout: 60_000 }, async () => {
  const page = await clue();
  await type(page, 'party_uscc', '91999901MADEMO001');
  const sent = [];
  page.on('request', (request) => { if (request.method() === 'POST') sent.push(request.url()); });
  await page.getByRole('button', { name: '登记线索' }).click();
  assert.match(await errorAt(page, 'location').innerText(), /地点.*(没有填|要填|必填|请填)/);
  assert.match(await errorAt(page, 'content').innerText(), /线索内容/);
  assert.match(await errorAt(page, 'party_uscc').innerText(), /统一社会信用代码/);
  assert.match(await page.locator('#form-errors').innerText(), /^3 处需要改/);
  assert.equal(await page.locator('.field[data-name="object"] input').inputValue(), '示例市磐石建材有限公司');
  assert.deepEqual(sent, []);
  assert.deepEqual(browser.complaints, []);
});

test('a file whose content is no picture is refused by name', { timeout: 60_000 }, async () => {
  const page = await clue();
  await type(page, 'location', '示例市东郊镇演示路8号');
  await type(page, 'content', '露天贮存石灰石。');
  await page.getByRole('button', { name: '登记线索' }).click();
  await page.waitForURL(/\/cases\/[^/]+\/steps/);
  const phone = new Window(await browser.open(product.url, PHONE), '/phone');
  phone.case = page.url().match(/cases\/([^/]+)/)[1];
  await phone.as('主办人甲');
  await phone.go(`/capture/${phone.case}`);
  await phone.page.locator('input[type=file]').setInputFiles({ name: '现场.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('PK\x03\x04 not a picture') });
  await phone.page.locator('#ev-place').fill('示例市东郊镇演示路8号');
  await phone.page.getByRole('button', { name: '违法行为', exact: true }).click();
  await phone.page.getByRole('button', { name: '采用' }).click();
  const note = await phone.page.locator('.note.bad[role=alert]').innerText();
  assert.match(note, /没有收下“现场\.jpg”：文件内容不是图片.*而是压缩包/);
  assert.equal(await phone.page.locator('#ev-place').inputValue(), '示例市东郊镇演示路8号');
  assert.deepEqual(browser.complaints, []);
});
