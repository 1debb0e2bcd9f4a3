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

/** Pictures of both windows, to look at, when E2E_SHOTS names a folder. */
async function shoot(name) {
  const folder = process.env.E2E_SHOTS;
  if (!folder) return;
  shots += 1;
  const file = `${folder}/${String(shots).padStart(2, '0')}-${name.slice(0, 40).replace(/\W+/g, '-')}`;
  for (const [window, kind] of [[desk, 'desk'], [phone, 'phone']]) await window.page.screenshot({ path: `${file}-${kind}.png`, fullPage: true }).catch(() => undefined);
}
let shots = 0;

/** Steps that depend on each other: after the first failure the rest is not tried. */
let broken = false;
function step(name, work) {
  test(name, { timeout: 240_000 }, async (t) => {
    if (broken) { t.skip('an earlier step failed'); return; }
    broken = true;
    try {
      await work();
    } finally {
      await shoot(name);
    }
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
  await officers(page);
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
  await sign(page, '主办人甲');
  const said = await refusal(page);
  for (const part of ['执法人员', '行政处罚法第四十二条', '法定关卡 G01']) assert.ok(said.includes(part), `${part} in: ${said}`);
  await sign(page, '协办人乙');
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

step('what is missing is found, supplied, and the report is signed', async () => {
  const { page } = desk;
  await desk.as('主办人甲');
  await desk.open('evidence');
  await upload('现场检查（勘察）笔录', '勘验笔录、现场笔录', ['违法行为', '时间地点与持续', '排除情形'], 3);
  await upload('改正后照片', '视听资料', ['裁量情节'], 4);
  await desk.clock('2026-08-21');
  await desk.duty('核对证据是否齐全');
  await choose(page, 'outcome', '各项构成要件都有证据证明');
  await submit(page);
  await page.locator('.spine .act').getByText('补充取证').waitFor(); // a person said complete, the system found no area
  await desk.open('evidence?view=matrix');
  await page.getByRole('complementary', { name: '还需取什么' }).getByText('对象与数量', { exact: true }).waitFor();
  await desk.open('evidence');
  await upload('堆存面积测量记录', '勘验笔录、现场笔录', ['对象与数量'], 5);
  await desk.duty('补充取证');
  await type(page, 'result', '用皮尺补测堆存面积。');
  await type(page, 'area_m2', '86');
  await choose(page, 'measured_by', '皮尺');
  await submit(page);
  await desk.duty('核对证据是否齐全');
  await choose(page, 'outcome', '各项构成要件都有证据证明');
  await submit(page);
  await desk.clock('2026-08-24');
  await desk.duty('拟写调查报告');
  await officers(page);
  await submit(page);
  await desk.as('队长丙');
  await desk.duty('审核调查报告');
  await submit(page);
});

step('the fine is computed from evidence and has no field', async () => {
  const { page } = desk;
  await desk.clock('2026-08-25');
  await desk.as('主办人甲');
  await desk.duty('裁量因子与证据绑定', FINE);
  await factor(page, '堆存面积', { evidence: ['堆存面积测量记录'] });
  await factor(page, '区域', { option: '一般', evidence: ['堆场全景'] });
  await factor(page, '改正情况', { option: '立即改正', evidence: ['改正后照片'] });
  await factor(page, '社会影响', { option: '无' });
  await factor(page, '预警期间', { option: '否' });
  await submit(page);
  await desk.open('discretion');
  await page.locator('.amount .big').getByText('10,000 元').waitFor();
  assert.equal(await page.locator('.cols input').count(), 0);
});

step('the case is reviewed by another person; the order to correct is approved', async () => {
  const { page } = desk;
  await desk.as('主办人甲');
  await desk.duty('移送审查', FINE);
  await tick(page, 'complete');
  await submit(page);
  await desk.duty('确定责令改正的内容和期限', ORDER);
  await day(page, 'due', '2026-08-31');
  await type(page, 'contact_phone', '000-0000000');
  await submit(page);
  await desk.as('审查员戊');
  await desk.duty('案件六项审查', FINE);
  await verdicts(page, 'checks', '通过');
  await choose(page, 'outcome', '同意');
  await submit(page);
  await desk.duty('确定处理方法', FINE);
  await sign(page, '案件审查人员');
  await submit(page);
  await desk.as('局领导庚');
  await desk.duty('审批责令改正', ORDER);
  await submit(page);
});

step('the notice is drafted, approved and sealed', async () => {
  const { page } = desk;
  await desk.open();
  const blocked = page.locator('.spine > li.block').filter({ hasText: '作出决定' });
  for (const part of ['还不能', '行政处罚法第四十四条', '法定关卡 G05']) await blocked.getByText(part).first().waitFor();
  await desk.as('主办人甲');
  await desk.duty('拟制告知书', FINE);
  await type(page, 'contact_phone', '000-0000000');
  await submit(page);
  await desk.as('局领导庚');
  await desk.duty('审批告知书', FINE);
  await submit(page);
});

/** Hands a paper over: the way, then receipt and signatures on the phone. */
async function serve(method) {
  await phone.duty('选择送达方式', method);
  await submit(phone.page);
  await phone.duty('直接送达', method);
  await sign(phone.page, '当事人', '厂长癸');
  await officers(phone.page);
  await submit(phone.page);
}

step('notice and order are served together, by two officers', async () => {
  await desk.clock('2026-08-26');
  await phone.as('主办人甲');
  await serve(FINE);
  await serve(ORDER);
});

step('the party waives its statement in writing and reports the correction', async () => {
  const { page } = desk;
  await desk.clock('2026-08-27');
  await desk.as('主办人甲');
  await desk.duty('登记：明确放弃', FINE);
  await submit(page);
  await desk.duty('放弃陈述申辩的书面确认', FINE);
  await tick(page, 'waived');
  await sign(page, '当事人', '厂长癸');
  await officers(page);
  await submit(page);
  await desk.duty('登记当事人报告的改正情况', ORDER);
  await type(page, 'content', '已全部苫盖，并加高围挡。');
  await submit(page);
});

step('the recheck finds the correction done', async () => {
  await desk.clock('2026-08-31');
  await phone.as('主办人甲');
  await phone.duty('复查', ORDER);
  const { page } = phone;
  await choose(page, 'corrected', '已改正');
  await type(page, 'findings', '石灰石堆已用防尘网全部覆盖，围挡高于堆体。');
  await officers(page);
  await submit(page);
  await desk.as('队长丙');
  await desk.duty('责令改正办结', ORDER);
  await submit(desk.page);
});

step('legal review of seven items', async () => {
  const { page } = desk;
  await desk.as('主办人甲');
  await desk.duty('提交法制审核', FINE);
  await submit(page);
  await desk.as('法审员己');
  await desk.duty('法制审核七项', FINE);
  await verdicts(page, 'checks', '通过');
  await submit(page);
  await desk.duty('出具审核意见', FINE);
  await choose(page, 'opinion', '同意');
  await sign(page, '法制审核人员');
  await submit(page);
  await desk.as('法制科长辰');
  await desk.duty('签发审核意见', FINE);
  await sign(page, '法制机构负责人');
  await submit(page);
});

step('the decision is drafted, endorsed, signed, numbered and sealed by the worker', async () => {
  const { page } = desk;
  await desk.as('主办人甲');
  await desk.duty('拟制处罚决定书', FINE);
  await submit(page);
  await desk.as('队长丙');
  await desk.duty('承办机构审核决定', FINE);
  await submit(page);
  await desk.clock('2026-09-01');
  await desk.as('局领导庚');
  await desk.duty('签发处罚决定', FINE);
  await submit(page);
  await desk.as('印章管理员午');
  await desk.duty('编号用印', FINE);
  await submit(page);
  await desk.open('documents');
  await page.locator('.doclist').getByText('行政处罚决定书').click();
  await page.getByText('已用印').first().waitFor();
});

step('the decision is served, and the period for payment begins', async () => {
  await desk.clock('2026-09-02');
  await serve(FINE);
  await desk.open('limits');
  await desk.page.getByText('缴纳罚款').first().waitFor();
});

step('the disclosure is screened, redacted, approved and happens by itself', async () => {
  const { page } = desk;
  await desk.clock('2026-09-03');
  await desk.as('公开员辛');
  await desk.duty('判断应否公开', FINE);
  await choose(page, 'publish', '公开');
  await submit(page);
  await desk.duty('脱敏与豁免处理', FINE);
  await submit(page);
  await desk.as('公开审批人巳');
  await desk.duty('公开审查批准', FINE);
  await choose(page, 'outcome', '同意公开');
  await submit(page);
  await desk.clock('2026-09-10');
});

step('the bank reports the payment; nobody could mark it', async () => {
  const { page } = desk;
  await desk.open();
  await page.getByRole('button', { name: '拨快时间' }).click();
  await page.getByRole('button', { name: '模拟到账' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

step('the case is closed and archived', async () => {
  const { page } = desk;
  await desk.as('主办人甲');
  await desk.duty('核对结案条件、拟制结案审批表', FINE);
  await submit(page);
  await desk.as('局领导庚');
  await desk.duty('批准结案', FINE);
  await submit(page);
  await desk.as('档案员壬');
  await desk.duty('归档锁定', FINE);
  await choose(page, 'retention', '30年');
  await submit(page);
  await page.locator('.head').getByText('已归档').waitFor();
  assert.equal(await page.locator('.spine .act').count(), 0);
  await desk.open('timeline');
  await page.getByText('记录链完整').waitFor();
});

step('the public portal shows the decision and the code is found', async () => {
  const { page } = desk;
  await desk.open();
  await page.getByRole('button', { name: '行为码' }).click();
  const code = (await page.getByRole('dialog').locator('.mono').innerText()).replace(/\D/g, '');
  assert.equal(code.length, 27);
  await page.goto('/public/');
  await page.getByRole('link', { name: PARTY }).click();
  await page.getByText(/10,?000/).first().waitFor();
  assert.ok(!(await page.locator('body').innerText()).includes('厂长癸'), 'a name that the plan hides is public');
  const paper = await page.request.get(`/public/decisions/${code}/pdf`);
  assert.equal((await paper.body()).subarray(0, 5).toString(), '%PDF-');
  await page.goto('/c/');
  await page.locator('#c').fill(code);
  await page.getByRole('button', { name: '查询' }).click();
  await page.getByText('27 位，校验正确').waitFor();
  await page.getByText('作出行政处罚决定').waitFor();
});
