// Filling in forms the way a person does: by the field's box, with clicks and keys.
import assert from 'node:assert/strict';

const box = (page, name) => page.locator(`.field[data-name="${name}"]`);

/** Types into a text field; a value that came from the case is opened for change first. */
export async function type(page, name, value) {
  const field = box(page, name);
  const change = field.getByRole('button', { name: '更换' });
  if (await change.count() > 0) await change.click();
  await field.locator('input,textarea').first().fill(value);
}

/** Chooses an option by its words, from circles or from a list. */
export async function choose(page, name, words) {
  const field = box(page, name);
  const change = field.getByRole('button', { name: '更换' });
  if (await change.count() > 0) await change.click();
  await field.locator('select, .ant-select, input[type=radio]').first().waitFor({ state: 'attached' });
  if (await field.locator('select').count() > 0) await field.locator('select').selectOption({ label: words });
  else if (await field.locator('.ant-select').count() > 0) {
    await field.locator('.ant-select').click();
    await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option').filter({ hasText: words }).click();
  } else await field.locator('label').filter({ hasText: words }).first().click();
}

/** A day, `2026-08-14`. */
export async function day(page, name, value) {
  const input = box(page, name).locator('input');
  if (await input.getAttribute('type') === 'date') { await input.fill(value); return; }
  await input.click();
  await input.fill(value);
  await input.press('Enter');
}

export const tick = (page, name) => box(page, name).locator('input[type=checkbox]').check();

/** One of the entries offered by a picker. */
export const pick = (page, name, words) => box(page, name).locator('label').filter({ hasText: words }).locator('input').check();

/** The same verdict for every item of a checklist. */
export async function verdicts(page, name, word) {
  const items = box(page, name).locator('.checklist > li');
  await items.first().waitFor();
  for (const item of await items.all()) await item.getByRole('button', { name: word, exact: true }).click();
}

/** One row of the table of factors. */
export async function factor(page, title, { option, evidence = [] }) {
  const entry = page.locator('.field[data-name="factors"] .entry').filter({ has: page.locator('b', { hasText: title }) });
  if (option) await entry.locator('label').filter({ hasText: option }).locator('input[type=radio]').check();
  for (const name of evidence) await entry.locator('label').filter({ hasText: name }).locator('input[type=checkbox]').check();
}

/** Draws a signature at the place with this label; the other side's name is typed. */
export async function sign(page, label, name) {
  const row = page.locator('.signs li').filter({ hasText: label });
  await row.getByRole('button', { name: '签名' }).click();
  const dialog = page.getByRole('dialog');
  if (name) await dialog.locator('#signer-name').fill(name);
  const pad = dialog.locator('canvas');
  await pad.scrollIntoViewIfNeeded();
  const area = await pad.boundingBox();
  const at = (x, y) => [area.x + area.width * x, area.y + area.height * y];
  await page.mouse.move(...at(0.2, 0.6));
  await page.mouse.down();
  for (const [x, y] of [[0.35, 0.3], [0.45, 0.7], [0.6, 0.35], [0.8, 0.55]]) await page.mouse.move(...at(x, y), { steps: 4 });
  await page.mouse.up();
  await dialog.getByRole('button', { name: '采用签名' }).click();
  await dialog.waitFor({ state: 'detached' });
  await row.getByText('已签').waitFor();
}

/** Presses the main action and waits until the duty is done. */
export async function submit(page) {
  await page.locator('.main-act').click();
  const refused = page.locator('.note.bad[role=alert]').first();
  const done = page.waitForURL(/\/cases\/[^/]+\/steps$/).then(() => undefined);
  const text = await Promise.race([done, refused.waitFor().then(() => refused.innerText())]);
  done.catch(() => undefined);
  assert.equal(text, undefined, `refused: ${text}`);
}

/** Presses the main action and answers the refusal that stands in place of it. */
export async function refusal(page) {
  await page.locator('.main-act').click();
  const note = page.locator('.note.bad[role=alert]').first();
  await note.waitFor();
  return note.innerText();
}
