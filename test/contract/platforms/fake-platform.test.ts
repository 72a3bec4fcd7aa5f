import { renderText } from '../../../src/bot/platforms/terminal/render.ts';
import { fakePlatform } from '../../fakes/fake-platform.ts';
import { describePlatform } from './platform-contract.ts';

/** The fake must keep to what it stands for, or the tests that use it prove nothing. */
const variants = [
  ['a fake', {}],
  ['a fake without edits', { edits: false }],
  ['a fake that cannot tell repetitions', { tellsRepeats: false }],
] as const;

for (const [name, options] of variants)
  describePlatform(name, async () => {
    const platform = fakePlatform({ now: () => 0, ...options });
    let last: { readonly text: string; readonly key: string } | undefined;
    let typed = 0;
    return {
      platform,
      userId: 'bob',
      start: platform.start,
      async type(text) {
        typed += 1;
        last = { text, key: `test:${typed}` };
        await platform.hear('bob', text, { key: last.key });
      },
      deliverAgain: () => platform.hear('bob', last?.text ?? '', { key: last?.key ?? '' }),
      read: async ({ space }) =>
        platform.in(space).map(({ message, outgoing }) => renderText(message, { ...outgoing.reader, colour: false })),
      alive: async () => [],
      refuseRich: () => void platform.faults.push({ posted: false, retry: 'plain', why: 'invalid_blocks' }),
      tooMany: (afterMs) => void platform.faults.push({ posted: false, retry: 'later', afterMs, why: '429' }),
      loseReply: () => void platform.faults.push('lost-reply'),
      remove: ({ space }) => void platform.closed.set(space, { posted: false, retry: 'never', why: 'gone' }),
      close: async () => {},
    };
  });
