// Accessibility: what axe finds on a page as it is shown. Injected by the debugger, so the policy of the page stays as it is.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** WCAG 2.2 A and AA; no rule of theirs is switched off. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Findings as lines: rule, element, why. */
export async function findings(page) {
  await page.evaluate(SOURCE);
  const violations = await page.evaluate(async (tags) => (await globalThis.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })).violations, TAGS);
  return violations.flatMap((one) => one.nodes.map((node) => `${one.id} ${node.target.join(' ')}: ${node.any.concat(node.all, node.none).map((check) => check.message).join('; ')}`));
}
