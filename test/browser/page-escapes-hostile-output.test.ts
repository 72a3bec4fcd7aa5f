import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { listen } from '../../src/bot/http/listen.ts';
import type { Message } from '../../src/handlers/message.ts';
import { type APage, aPage } from '../bot/platforms/web/a-page.ts';
import { cast } from '../fakes/a-desk.ts';
import { hostileMessage } from '../handlers/language/hostile-message.ts';
import { hostileWords, htmlAttacks } from '../handlers/language/hostile-words.ts';
import { aBrowser, say } from './chromium.ts';

const browser = aBrowser();

const attacks: readonly string[] = [...htmlAttacks, hostileWords];

async function served() {
  const [alice, ...others] = Object.entries(cast.people);
  const people = Object.fromEntries([
    [alice?.[0], { ...alice?.[1], name: attacks[0] }],
    ...others,
  ]) as typeof cast.people;
  const page: APage = await aPage({ policy: { ...cast, people } });
  const listening = await listen('127.0.0.1:0', page.appAt);
  onTestFinished(() => listening.close());
  const url = `http://127.0.0.1:${listening.port}`;
  const tab = await browser.page();
  const foreign: string[] = [];
  tab.on('request', (request) => {
    if (!request.url().startsWith(url)) foreign.push(request.url());
  });
  tab.on('dialog', (dialog) => {
    foreign.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  await tab.goto(url + (await page.link('alice')));
  await tab.getByRole('button').click();
  await tab.waitForSelector('#line');
  return { page, tab, url, foreign };
}

type Served = Awaited<ReturnType<typeof served>>;

async function isUnharmed({ tab, url, foreign }: Served): Promise<void> {
  expect(await tab.evaluate('window.owned')).toBeUndefined();
  expect(foreign).toEqual([]);
  expect(tab.url().startsWith(url)).toBe(true);
  const inside =
    'main :is(script, img:not([src^="/charts/"]), iframe, style, base, meta, object, embed, plaintext, form:not(.composer, .private, .menu form))';
  expect(await tab.locator(inside).count()).toBe(0);
  // What is asked for privately goes to the room it stands in, whatever the question is called.
  for (const action of await tab
    .locator('form.private')
    .evaluateAll((all) => all.map((form) => form.getAttribute('action'))))
    expect(action).toMatch(/^\/rooms\/@?\w+\/given\/[^/]*$/);
  expect(await tab.locator('[onerror], [onload], [onmouseover], [onfocus], a[href^="javascript:" i]').count()).toBe(0);
  expect(await tab.locator('main').isVisible()).toBe(true);
}

const post = (page: APage, key: string, message: Message) =>
  page.platform.post(
    { platform: 'web', tenant: '', space: '@alice' },
    { key, message, reader: { language: 'en', timeZone: 'UTC' } },
  );

describe('hostile words', () => {
  beforeAll(() => expect(attacks.length).toBeGreaterThan(10));
  afterAll(() => {
    // Chromium reports what the policy refused; nothing must have come so far.
    expect(browser.faults.filter((fault) => /Content Security Policy|owned/.test(fault))).toEqual([]);
  });

  test('in every place of a message are only words: as the page is opened, live, and edited', async () => {
    const all = await served();
    const { page, tab, url } = all;
    for (const [at, words] of attacks.slice(0, 8).entries()) await post(page, `before-${at}`, hostileMessage(words));
    await tab.goto(url);
    expect(await tab.locator('.message.bot').count()).toBe(8);
    await isUnharmed(all);
    for (const [at, words] of attacks.slice(8).entries()) await post(page, `live-${at}`, hostileMessage(words));
    await expect.poll(() => tab.locator('.message.bot').count()).toBe(attacks.length);
    await isUnharmed(all);
    const posted = await post(page, 'edited', hostileMessage('harmless'));
    await tab.locator('.message.bot').filter({ hasText: 'harmless' }).waitFor();
    for (const words of attacks)
      await page.platform.edit?.(
        { platform: 'web', tenant: '', space: '@alice' },
        posted.posted ? posted.messageId : '',
        {
          key: 'edited',
          message: hostileMessage(`edited ${words}`),
          reader: { language: 'en', timeZone: 'UTC' },
        },
      );
    await tab.locator('.message.bot').filter({ hasText: 'edited' }).waitFor();
    await isUnharmed(all);
    expect(await tab.locator('.message.bot .head strong').first().innerText()).toContain(
      '<img src=x onerror="window.owned=1">',
    );
  });

  test('that were typed, are somebody’s name, or come back in the audit and the runs, are only words', async () => {
    const all = await served();
    const { tab, url } = all;
    for (const words of attacks.slice(0, 6)) {
      await say(tab, words);
      await tab
        .locator('.typed')
        .filter({ hasText: words.slice(0, 12) })
        .first()
        .waitFor();
    }
    await say(tab, `/look demo "${attacks[1]}"`);
    await isUnharmed(all);
    for (const path of [
      '/',
      '/runs',
      '/runs/1',
      '/audit',
      '/board',
      `/?type=${encodeURIComponent(attacks[4] ?? '')}`,
    ]) {
      await tab.goto(url + path);
      await isUnharmed(all);
    }
    expect(await tab.locator('#line').inputValue()).toBe(attacks[4]);
  });
});
