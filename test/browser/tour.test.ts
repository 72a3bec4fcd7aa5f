import { afterAll, beforeAll, expect, test } from 'vitest';
import { aBrowser, type Page, say } from './chromium.ts';
import { type RunningDemo, startDemo } from './demo.ts';

const browser = aBrowser();
let demo: RunningDemo;
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo?.stop());

/** The newest thing the bot said, once it says these words. */
const answer = async (page: Page, words: string | RegExp) => {
  const message = page.locator('.message.bot').filter({ hasText: words }).last();
  await message.waitFor({ timeout: 20_000 });
  return message;
};

async function become(page: Page, name: string): Promise<void> {
  await page.click('.menu summary');
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByLabel(`: ${name}`).waitFor();
}

test('the tour: seen, mended with live steps, refused, approved by a second person, recorded; within a minute', async () => {
  const startedAt = performance.now();
  const alice = await browser.page();
  await alice.goto(demo.url);
  await say(alice, '/health');
  await answer(alice, /all \d+ checks ok/);

  await say(alice, '/demo break llm');
  await answer(alice, /llm/);
  await expect
    .poll(
      async () => {
        await say(alice, '/health');
        return (await answer(alice, /checks ok|critical/)).innerText();
      },
      { timeout: 15_000, interval: 500 },
    )
    .toContain('critical');
  const wrong = await answer(alice, 'critical');
  await wrong.getByRole('img', { name: 'critical' }).first().waitFor();

  await wrong.getByRole('button', { name: '/restart llm' }).click();
  await alice.locator('.steps .running').first().waitFor({ timeout: 10_000 });
  const back = await answer(alice, 'llm is back');
  expect(await back.locator('.steps .done').count()).toBeGreaterThanOrEqual(2);
  expect(await alice.locator('.message.bot:has(.steps)').count()).toBe(1);

  await become(alice, 'Carol');
  await say(alice, '/restart llm');
  await answer(alice, 'You may not');

  const bob = await browser.page();
  await bob.goto(demo.url);
  await become(bob, 'Bob');
  await bob.getByRole('link', { name: 'on-call' }).click();
  await say(bob, '/stop demo');
  const asked = await answer(bob, 'may approve');
  // No yes of his own is offered to him, and one that is typed does not count.
  expect(await asked.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  const [, code] = /\/approve (\w{6})/.exec(await asked.innerText()) ?? [];
  await say(bob, `/approve ${code}`);
  await answer(bob, 'You asked for this yourself');

  const second = await browser.page();
  await second.goto(demo.url);
  await second.getByRole('link', { name: 'on-call' }).click();
  const request = await answer(second, 'may approve');
  await request.getByRole('button', { name: 'Approve' }).click();
  await answer(second, 'is stopped');
  await answer(bob, 'is stopped');

  await second.goto(`${demo.url}board`);
  await second.getByRole('img', { name: 'critical' }).first().waitFor();
  const changed = second.locator('[data-part="demo/llm"] .changed');
  expect(await changed.innerText()).toMatch(/^\/stop by Bob, (?:.* ago|just now) · run \d+$/);
  await second.goto(`${demo.url}audit`);
  await second.getByRole('link', { name: 'Verify the trail' }).click();
  await second.getByText('The trail is whole').waitFor();
  const trail = await second.locator('.trail').innerText();
  for (const words of ['Bob (web:bob)', 'Carol (web:carol)', 'command.denied', '/stop demo', 'approve'])
    expect(trail).toContain(words);
  expect((performance.now() - startedAt) / 1000).toBeLessThan(60);
  expect(browser.faults).toEqual([]);
});

test('a secret is given by a form that shows nothing of it, keeps nothing of it, and works once', async () => {
  const value = 'sk-typed-into-a-form-0123';
  const page = await browser.page();
  await page.goto(demo.url);
  await say(page, `/token set demo demo ${value}`);
  await answer(page, 'rotate it now');
  await say(page, '/token set demo demo');
  const form = page.locator('form.private');
  await form.waitFor();
  await form.getByLabel('the new key').fill(value);
  expect(await page.locator('body').innerText()).not.toContain(value);
  await form.getByRole('button').click();
  await answer(page, 'may approve');
  await answer(page, 'kept sealed');
  expect(await form.count()).toBe(0);
  expect(await page.content()).not.toContain(value);
  expect(page.url()).not.toContain(value);
  expect(browser.faults).toEqual([]);
});
