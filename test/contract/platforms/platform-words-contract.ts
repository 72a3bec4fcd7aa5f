import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { outside } from '../../../src/actions/text.ts';
import type { Conversation, Message } from '../../../src/handlers/message.ts';
import type { Outgoing } from '../../../src/handlers/platform.ts';
import { hostileMessage } from '../../handlers/language/hostile-message.ts';
import { hostileCorpus, unseen } from '../../handlers/language/hostile-words.ts';
import type { PlatformInTest } from './platform-contract.ts';

/** The corpus in as many messages as every platform takes at once. */
const corpus = Object.entries(hostileCorpus);
const handfuls = Array.from({ length: 6 }, (_, at) => corpus.filter((_entry, index) => index % 6 === at)).map(
  (some) => [some.map(([name]) => name).join(', '), some.map(([, text]) => text).join('\n')] as const,
);

/** What can be read of a message, and what it does to nobody, whatever the platform. */
export function describeWords(place: () => { readonly it: PlatformInTest; readonly home: Conversation }): void {
  const post = (message: Message, more: Partial<Outgoing> = {}) => {
    const { it, home } = place();
    const reader = { language: 'en' as const, timeZone: 'UTC', nowMs: 0 };
    return it.platform.post(home, { key: 'a#1', message, reader, ...more });
  };
  const read = (): Promise<readonly string[]> => place().it.read(place().home);
  const labels = async (): Promise<readonly string[]> => (await place().it.labels?.(place().home)) ?? [];

  test.each(handfuls)('text from outside mentions nobody, leads nowhere and is no markup: %s', async (_, words) => {
    const { it, home } = place();
    const { blocks } = hostileMessage(words);
    const name = `${words.replaceAll(/[/\0]/g, '').slice(0, 40)}.log`.toWellFormed();
    const path = it.files === undefined ? '/nowhere' : join(it.files, 'hostile.log');
    if (it.files !== undefined) writeFileSync(path, words);
    const message: Message = { blocks: [...blocks, { type: 'file', name, path, bytes: words.length }] };
    for (const plain of [false, true]) await post(message, { key: `a${plain}`, plain });
    const shown = await read();
    expect(shown.length).toBeGreaterThanOrEqual(2);
    expect(await it.alive(home)).toEqual([]);
    // A hair keeps plain words from coming alive.
    for (const text of [...shown, ...(await labels())].map((one) => one.replaceAll('\u2060', '')))
      expect(text).not.toMatch(unseen);
  });

  test('what a button does can be read, to be typed', async () => {
    const buttons = [
      { label: outside('Restart it'), command: '/confirm 7F3KQ2', style: 'primary' as const },
      { label: outside('/logs llm 5m'), command: '/logs llm 5m' },
    ];
    await post({ blocks: [{ type: 'buttons', buttons }] });
    const seen = [...(await read()), ...(await labels())].join('\n');
    for (const { command } of buttons) expect(seen).toContain(command);
  });

  test('how each step stands, a table, a file and a chart can be read', async () => {
    const points = [
      [0, 3],
      [60_000, 11.8],
    ] as const;
    await post({
      blocks: [
        { type: 'steps', steps: [{ title: outside('stop llm'), state: 'failed' }] },
        {
          type: 'table',
          columns: [outside('kind'), outside('times')],
          rows: [[outside('Timeout'), outside('198')]],
        },
        { type: 'file', name: 'errors.log', path: '/nowhere', bytes: 2_048 },
        { type: 'chart', alt: outside('API errors, 1 h'), unit: '%', series: [{ name: 'errors', points }] },
      ],
    });
    const [shown = ''] = await read();
    for (const words of ['stop llm', 'failed', 'Timeout', '198', 'errors.log', 'API errors, 1 h', '11.8'])
      expect(shown).toContain(words);
  });

  test('speaks the language of who reads', async () => {
    const reader = { language: 'zh', timeZone: 'UTC', nowMs: 0 } as const;
    await post({ blocks: [{ type: 'steps', steps: [{ title: outside('llm'), state: 'failed' }] }] }, { reader });
    expect((await read())[0]).toContain('失败');
  });
}
