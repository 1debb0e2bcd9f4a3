// Moving through the product: who is signed in, which case, what time it is.

/** The pages of one case for one window; `base` is empty on the desk and `/phone` on the phone. */
export class Window {
  constructor(page, base = '') {
    this.page = page;
    this.base = base;
    this.case = '';
  }

  go(path) { return this.page.goto(this.base + path); }

  /** Signs in as a fictitious person: by the sign-in page, or by changing the person in the demonstration's band. */
  async as(name) {
    const { page } = this;
    if (!page.url().startsWith('http')) await this.go('/');
    const band = page.getByRole('complementary', { name: '演示环境' });
    const tile = page.locator('.person').filter({ has: page.getByText(name, { exact: true }) });
    await band.waitFor();
    await page.locator('.signin .person, .rail .me, .tabbar, .pbar').first().waitFor();
    if (await page.locator('.signin').count() === 0) {
      if (this.base) {
        await band.getByRole('button').last().click();
        await page.getByRole('dialog').getByRole('button', { name: '换人登录' }).click();
      } else await band.getByRole('button', { name: '换人登录' }).click();
    }
    await Promise.all([page.waitForResponse((one) => one.url().endsWith('/api/demo/session')), tile.click()]);
    await page.waitForURL(/\/inbox/);
    return this;
  }

  /** Opens a tab of the case. */
  async open(tab = 'steps') {
    await this.go(`/cases/${this.case}/${tab}`);
    await this.page.locator('h1').first().waitFor();
  }

  /** Takes a duty from the steps of the case, in the handling method that is named. */
  async duty(title, method) {
    const { page } = this;
    await this.open();
    await page.locator('.spine').first().waitFor();
    if (method) await page.locator('.methods .seg').getByRole('button', { name: method }).click();
    await page.locator('.spine .act').getByText(title, { exact: true }).first().click();
    await page.waitForURL(/\/(tasks|events)\//);
    await page.locator('.main-act').waitFor();
  }

  /** Moves the demonstration's clock to the opening of an office day. */
  async clock(day) {
    const { page } = this;
    const panel = page.getByRole('dialog', { name: '拨快时间' });
    if (await page.getByText(`演示时间 ${day}`).isVisible()) return;
    await page.getByRole('complementary', { name: '演示环境' }).getByRole('button', { name: '拨快时间' }).click();
    await panel.locator('#clock-day').fill(day);
    await panel.getByRole('button', { name: '拨到', exact: true }).click();
    await panel.waitFor({ state: 'detached' });
    await page.getByText(`演示时间 ${day}`).waitFor();
  }
}
