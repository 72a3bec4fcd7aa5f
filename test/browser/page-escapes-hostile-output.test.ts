import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Verdict } from '../../src/actions/report.ts';
import { outside } from '../../src/actions/text.ts';
import { listen } from '../../src/bot/http/listen.ts';
import type { Message } from '../../src/handlers/message.ts';
import { type APage, aPage } from '../bot/platforms/web/a-page.ts';
import { cast } from '../fakes/a-desk.ts';
import { hostileWords } from '../handlers/language/hostile-words.ts';
import { aBrowser, say } from './chromium.ts';

const browser = aBrowser();

const attacks = [
  '<img src=x onerror="window.owned=1">',
  '<script>window.owned=1</script>',
  '"><svg onload=window.owned=1>',
  "' onmouseover='window.owned=1",
  '" autofocus onfocus="window.owned=1',
  '</pre></article><iframe src="javascript:parent.owned=1"></iframe>',
  '<a href="javascript:window.owned=1">click</a>',
  '<style>*{display:none!important}</style>',
  '<form action="https://evil.example"><input name=line autofocus></form>',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<base href="https://evil.example/">',
  '&lt;img src=x onerror=window.owned=1&gt;',
  '{{constructor.constructor("window.owned=1")()}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template is what it tries to be
  '${window.owned=1}',
  '\u003cscript\u003ewindow.owned=1\u003c/script\u003e',
  '<!-- --><!doctype html><plaintext>',
  hostileWords,
];

/** The attack in every place words can stand in. */
const everywhere = (words: string): Message => {
  const text = outside(words);
  const mark: Verdict = 'critical';
  return {
    blocks: [
      { type: 'heading', text, mark, aside: text },
      { type: 'text', text },
      { type: 'findings', findings: [{ mark, label: text, text }] },
      { type: 'facts', facts: [{ label: text, value: text }] },
      { type: 'table', columns: [text, text], rows: [[text, text]] },
      { type: 'code', text: words },
      { type: 'steps', steps: [{ title: text, state: 'running', note: text }] },
      {
        type: 'chart',
        alt: text,
        unit: words,
        series: [
          {
            name: words,
            points: [
              [0, 1],
              [1, 2],
            ],
          },
        ],
      },
      { type: 'file', name: words, path: '/nowhere', bytes: 1 },
      {
        type: 'buttons',
        buttons: [
          { label: text, command: words, style: 'danger' },
          { label: outside(words), command: words },
        ],
      },
      { type: 'private-input', label: text, ref: words },
    ],
  };
};

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
    for (const [at, words] of attacks.slice(0, 8).entries()) await post(page, `before-${at}`, everywhere(words));
    await tab.goto(url);
    expect(await tab.locator('.message.bot').count()).toBe(8);
    await isUnharmed(all);
    for (const [at, words] of attacks.slice(8).entries()) await post(page, `live-${at}`, everywhere(words));
    await expect.poll(() => tab.locator('.message.bot').count()).toBe(attacks.length);
    await isUnharmed(all);
    const posted = await post(page, 'edited', everywhere('harmless'));
    await tab.locator('.message.bot').filter({ hasText: 'harmless' }).waitFor();
    for (const words of attacks)
      await page.platform.edit?.(
        { platform: 'web', tenant: '', space: '@alice' },
        posted.posted ? posted.messageId : '',
        {
          key: 'edited',
          message: everywhere(`edited ${words}`),
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
