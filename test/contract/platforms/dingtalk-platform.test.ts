import { describe } from 'vitest';
import { openDingTalk } from '../../../src/bot/platforms/dingtalk/open-dingtalk.ts';
import { type Said, startDingTalk } from '../../emulators/dingtalk/dingtalk-emulator.ts';
import { errcode, tooMany } from '../../emulators/dingtalk/refusal.ts';
import { aDesk } from '../../fakes/a-desk.ts';
import { describePlatform } from './platform-contract.ts';
import { platformParts } from './platform-parts.ts';

const bob = 'bob01';

const open = (cards: boolean) => async () => {
  const dingtalk = await startDingTalk();
  dingtalk.person(bob);
  const it = await aDesk();
  const { platform } = await openDingTalk(
    platformParts(it, 'dingtalk', () => dingtalk.world.clientSecret),
    {
      clientId: dingtalk.world.clientId,
      clientSecret: { env: 'SECRET' },
      apiUrl: dingtalk.base,
      oapiUrl: dingtalk.base,
      ...(cards ? { cardTemplateId: dingtalk.world.cardTemplateId } : {}),
    },
  );
  let last: Said | undefined;
  return {
    platform,
    userId: `${dingtalk.corp}:${bob}`,
    start: platform.start,
    type: async (text: string) => {
      last = dingtalk.type(bob, text);
    },
    deliverAgain: async () => {
      if (last !== undefined) dingtalk.again(last);
    },
    read: async ({ space }: { readonly space: string }) => dingtalk.shown(space).map(({ drawn }) => drawn.seen),
    alive: async ({ space }: { readonly space: string }) =>
      dingtalk
        .shown(space)
        .flatMap(({ calls, drawn: { links, bare, images, faults }, raw }) => [
          ...calls,
          ...links.map(({ href }) => href),
          ...bare,
          ...images,
          ...faults,
          ...(raw.match(/[@＠][\p{L}\p{N}]+/gu) ?? []),
        ]),
    labels: async ({ space }: { readonly space: string }) =>
      dingtalk
        .shown(space)
        .flatMap(({ title, buttons, media }) => [
          title,
          ...buttons.map(({ label }) => label),
          ...(media === undefined ? [] : [media.name]),
        ]),
    files: it.folder,
    // A card that is not taken is said in markdown at once.
    ...(cards ? {} : { refuseRich: () => dingtalk.faults.next(undefined, { refuse: errcode(460_101, 'too long') }) }),
    tooMany: (afterMs: number) => dingtalk.faults.next(undefined, { refuse: tooMany(afterMs / 1_000) }),
    loseReply: () => dingtalk.faults.next(undefined, 'lost-reply'),
    remove: ({ space }: { readonly space: string }) => void dingtalk.world.people.delete(space.slice(1)),
    async close() {
      await dingtalk.close();
      await it.close();
    },
  };
};

describe('in markdown', () => describePlatform('DingTalk', open(false)));
describe('in cards', () => describePlatform('DingTalk', open(true)));
