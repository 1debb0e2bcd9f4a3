// Chromium, and a watch over every page: what no page of the product may do fails the test.
import { chromium } from 'playwright-core';

export const DESK = { width: 1440, height: 900 };
export const PHONE = { width: 360, height: 780 };
/** How long a condition may take on a slow machine. */
const PATIENCE_MS = 40_000;

/** Refusals are answers, and browsers report every answer from 400 on as an error of its own. */
const REFUSED = /^Failed to load resource: the server responded with a status of 4\d\d/;

export async function startBrowser() {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--lang=zh-CN'] });
  const complaints = [];
  const open = async (url, viewport) => {
    const phone = viewport.width < 500;
    const context = await browser.newContext({ baseURL: url, viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', hasTouch: phone, isMobile: phone });
    context.setDefaultTimeout(PATIENCE_MS);
    await context.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) => console.error(`content-security policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
    });
    context.on('page', (page) => watch(page, complaints));
    return context.newPage();
  };
  return { open, complaints, close: () => browser.close() };
}

function watch(page, complaints) {
  const note = (what) => complaints.push(`${page.url()}: ${what}`);
  page.on('console', (message) => { if (message.type() === 'error' && !REFUSED.test(message.text())) note(`console: ${message.text()}`); });
  page.on('pageerror', (error) => note(`uncaught: ${error.stack ?? error.message}`));
  page.on('response', (response) => { if (response.status() >= 500) note(`${response.status()} ${response.request().method()} ${response.url()}`); });
  page.on('request', (request) => { if (request.url().endsWith('/api/csp-report')) note(`policy report: ${request.postData()}`); });
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    if (why !== 'net::ERR_ABORTED') note(`${why} ${request.url()}`); // a page that is left aborts its requests
  });
}
