import { afterAll, beforeAll, expect, test } from 'vitest';
import { aBrowser, say } from './chromium.ts';
import { type RunningDemo, startDemo } from './demo.ts';

const browser = aBrowser();
let demo: RunningDemo;
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo?.stop());

test('slash goes to the line, arrows complete, Enter sends, Escape closes, and what was sent comes back', async () => {
  const page = await browser.page();
  await page.goto(demo.url);
  await page.locator('.log').focus();
  await page.keyboard.press('/');
  await page.getByRole('option', { name: /^\/restart/ }).waitFor();
  const line = page.getByRole('combobox', { name: 'Command' });
  expect(await line.inputValue()).toBe('/');
  await page.keyboard.press('Escape');
  expect(await page.getByRole('listbox').isVisible()).toBe(false);
  await page.keyboard.type('stat');
  await page.getByRole('option', { name: /^\/status/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  expect(await page.getByRole('option', { selected: true }).innerText()).toContain('/status');
  await page.keyboard.press('Enter');
  expect(await line.inputValue()).toBe('/status ');
  await page.keyboard.type('ll');
  await page.getByRole('option', { name: /^llm/ }).waitFor();
  // Also before the list for these two letters has come.
  await page.keyboard.press('Tab');
  await expect.poll(() => line.inputValue()).toBe('/status llm ');
  await page.keyboard.press('Enter');
  await page.locator('.message.bot').filter({ hasText: 'llm' }).waitFor();
  expect(await page.locator('.message.own').innerText()).toContain('/status llm');
  await page.keyboard.press('ArrowUp');
  expect(await line.inputValue()).toBe('/status llm');
  expect(browser.faults).toEqual([]);
});

test('the viewer is offered nothing she may not do', async () => {
  const page = await browser.page();
  await page.goto(demo.url);
  await page.click('.menu summary');
  await page.getByRole('button', { name: 'Carol' }).click();
  await page.getByLabel(': Carol').waitFor();
  await page.fill('#line', '/');
  await page.getByRole('option', { name: /^\/health/ }).waitFor();
  expect(await page.getByRole('option', { name: /^\/restart/ }).count()).toBe(0);
});

/** Controls and pictures that can be seen and say nothing to those who cannot. */
const nameless = `[...document.querySelectorAll('button, a, input:not([type=hidden]), summary, [role=img]')]
  .filter((each) => each.checkVisibility() && !(each.ariaLabel || each.innerText?.trim() || each.labels?.[0]?.textContent))
  .map((each) => each.outerHTML)`;

test.each([
  ['en', 'light', 360],
  ['zh', 'dark', 360],
  ['zh', 'light', 1280],
] as const)('every view fits in %s, %s, %i px wide, and each control has a name', async (language, theme, width) => {
  const page = await browser.page({ viewport: { width, height: 740 } });
  await page.goto(demo.url);
  const cookies = { zhiban_language: language, zhiban_theme: theme };
  await page.context().addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: demo.url })));
  await page.goto(`${demo.url}rooms/on-call`);
  await say(page, '/whoami');
  await page.locator('.message.bot').last().waitFor();
  for (const path of ['', 'rooms/on-call', 'board', 'runs', 'runs/1', 'audit?verify']) {
    await page.goto(demo.url + path);
    expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(width);
    expect(await page.evaluate('document.documentElement.lang')).toBe(language === 'zh' ? 'zh-CN' : 'en');
    expect(await page.evaluate(nameless), path).toEqual([]);
  }
  expect(browser.faults).toEqual([]);
});

test('what did not change does not move: a message above keeps its place and its focus while another is edited', async () => {
  const page = await browser.page();
  await page.goto(demo.url);
  await say(page, '/help');
  const above = page.locator('.message.bot').filter({ hasText: 'commands you may use' });
  const button = above.getByRole('button').first();
  await button.waitFor();
  const article = await above.elementHandle();
  await say(page, '/restart frontend');
  await page.locator('.steps .running').first().waitFor();
  await button.focus();
  await page.locator('.message.bot').filter({ hasText: 'is back' }).waitFor();
  expect(await above.locator('button:focus').count()).toBe(1);
  expect(await article?.isVisible()).toBe(true);
});
