// What an administrator does: accounts of a real agency from the first sign-in to the last, and a case that stands still.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { DESK, PHONE, startBrowser } from './lib/browser.js';
import { startProduct } from './lib/product.js';
import { Window } from './lib/story.js';

const DEFINITIONS = resolve(import.meta.dirname, '../../definitions');
const PASSWORD = '河边的石头三十七块都白了';

let browser;
before(async () => { browser = await startBrowser(); });
after(async () => { await browser?.close(); });

async function signIn(page, login, password, at = '/') {
  await page.goto(at);
  await page.getByLabel('用户名').fill(login);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
}

const rail = (page) => page.getByRole('navigation', { name: '主导航' });

test('an administrator gives an account, its owner changes the password, and disabling ends it at once', { timeout: 120_000 }, async () => {
  const product = await startProduct({ agency: true });
  try {
    product.account(['set', 'admin', '--person', 'u-admin'], PASSWORD);
    const admin = await browser.open(product.url, DESK);
    await signIn(admin, 'admin', PASSWORD);
    await rail(admin).getByRole('link', { name: '机构与人员' }).click();
    assert.equal(await rail(admin).getByRole('link', { name: /案件|公开|企业/ }).count(), 0, 'entries follow the permissions');
    assert.equal(await admin.getByRole('complementary', { name: '演示环境' }).count(), 0);
    await admin.getByRole('button', { name: '主办人甲' }).click();
    await admin.getByLabel('登录名', { exact: true }).fill('zhuban');
    await admin.getByRole('button', { name: '开通账号' }).click();
    const initial = await admin.locator('.secret').innerText();
    assert.match(initial, /^[a-z0-9]{4}(-[a-z0-9]{4}){3}$/);
    await admin.getByRole('button', { name: '已记下' }).click();

    const lead = await browser.open(product.url, DESK);
    await signIn(lead, 'zhuban', initial);
    await lead.getByRole('heading', { name: '先修改初始密码' }).waitFor();
    await lead.getByLabel('初始密码').fill(initial);
    await lead.getByLabel('新密码', { exact: true }).fill(PASSWORD);
    await lead.getByLabel('再输一遍新密码').fill('河边的石头三十七块都黑了');
    await lead.getByRole('button', { name: '修改密码' }).click();
    await lead.getByText('两遍新密码不一样').waitFor();
    await lead.getByLabel('再输一遍新密码').fill(PASSWORD);
    await lead.getByRole('button', { name: '修改密码' }).click();
    await rail(lead).getByRole('link', { name: '案件' }).waitFor();
    assert.equal(await rail(lead).getByRole('link', { name: /机构与人员|运行|公开/ }).count(), 0, 'nor what an officer may not open');

    const phone = await browser.open(product.url, PHONE);
    await signIn(phone, 'zhuban', PASSWORD, '/phone/');
    await phone.getByRole('button', { name: '我的账户：主办人甲' }).click();
    await phone.getByRole('dialog').getByText('示例市生态环境局').waitFor();
    await phone.getByRole('link', { name: '修改密码' }).click();
    await phone.getByLabel('原密码').waitFor();
    await phone.getByRole('link', { name: '待办' }).click();
    await phone.getByRole('button', { name: '我的账户：主办人甲' }).click();
    await phone.getByRole('button', { name: '退出登录' }).click();
    await phone.getByLabel('用户名').waitFor();

    await admin.reload();
    await admin.getByRole('button', { name: '停用账号' }).click();
    await admin.getByRole('button', { name: '确认停用' }).click();
    await admin.locator('tr.sel').getByText('已停用').waitFor();
    await lead.reload();
    await lead.getByLabel('用户名').waitFor();
    await admin.getByRole('link', { name: '账号记录' }).click();
    await admin.getByText('停用账号（zhuban）').waitFor();
    await admin.getByText('前后相扣，核对无误').waitFor();
    for (const page of [admin, lead, phone]) await page.context().close();
  } finally {
    await product.stop();
  }
  assert.deepEqual(browser.complaints, []);
});

/** The shipped definitions with a step that calls a connector that does not exist. */
async function withDeadJob() {
  const names = (await readdir(DEFINITIONS, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile() && !entry.name.endsWith('.md'));
  const files = {};
  for (const entry of names) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const name = path.slice(DEFINITIONS.length + 1);
    let bytes = await readFile(path);
    if (name === 'shared/filing/process.bpmn') {
      const job = '<bpmn:serviceTask id="send_away" name="通知外部系统"><bpmn:extensionElements><xe:job connector="nowhere" operation="tell"/></bpmn:extensionElements></bpmn:serviceTask><bpmn:sequenceFlow id="f_away" sourceRef="send_away" targetRef="preliminary_review"/>';
      bytes = Buffer.from(bytes.toString().replace('targetRef="preliminary_review"', 'targetRef="send_away"').replace('<bpmn:userTask id="preliminary_review"', `${job}<bpmn:userTask id="preliminary_review"`));
    }
    files[name] = bytes.toString('base64');
  }
  return files;
}

test('a case that stands still is shown, tried again and settled, with the reason', { timeout: 120_000 }, async () => {
  const product = await startProduct();
  try {
    const desk = new Window(await browser.open(product.url, DESK));
    const { page } = desk;
    const post = async (path, data) => {
      const answer = await page.request.post(path, { data, headers: { 'command-id': crypto.randomUUID() } });
      assert.ok(answer.ok(), await answer.text());
      return answer.json();
    };
    await desk.as('管理员子');
    await post('/api/definitions/releases', { files: await withDeadJob() });
    await desk.as('线索员卯');
    const { case: id } = await post('/api/clues', { answers: { source: 'inspection', object: '演示砖厂', location: '示例市演示路1号', content: '露天堆放。' } });
    await page.goto(`/cases/${id}/steps`);
    await page.getByText('“通知外部系统”停住').waitFor();

    await desk.as('管理员子');
    await rail(page).getByRole('link', { name: '运行' }).click();
    await page.getByRole('button', { name: '通知外部系统' }).click();
    await page.getByRole('button', { name: '重试' }).click();
    await page.getByText('请写明理由。').waitFor();
    await page.getByRole('button', { name: '外部系统已恢复' }).click();
    await page.getByRole('button', { name: '重试' }).click();
    await page.getByText('已重试').waitFor();
    await page.getByRole('button', { name: '通知外部系统' }).click();
    await page.getByLabel('理由').fill('已电话通知');
    await page.getByRole('button', { name: '已在系统外办结' }).click();
    await page.getByText('没有停住的案件').waitFor();

    await desk.as('线索员卯');
    await page.goto(`/cases/${id}/timeline`);
    await page.getByText('“通知外部系统”停住后再试一次：外部系统已恢复').waitFor();
    await page.getByText('作为已在系统外办结处理：已电话通知').waitFor();
    await page.context().close();
  } finally {
    await product.stop();
  }
  assert.deepEqual(browser.complaints, []);
});
