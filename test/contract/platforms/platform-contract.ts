import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { outside } from '../../../src/actions/text.ts';
import type { Conversation, IncomingMessage, Message } from '../../../src/handlers/message.ts';
import type { ChatPlatform, Outgoing, Posted, Receive } from '../../../src/handlers/platform.ts';
import { describeWords } from './platform-words-contract.ts';

/** A platform connected to a place of its own, and that place seen from outside. */
export interface PlatformInTest {
  readonly platform: ChatPlatform;
  /** A person known there, and what the platform calls them. */
  readonly userId: string;
  /** Starts the platform and keeps what it hands in. */
  start(receive: Receive): Promise<void>;
  /** The person types something in their private conversation. Rejects, or is not acknowledged, when it was not taken. */
  type(text: string): Promise<void>;
  /** The platform delivers the person's last message again, as the real one does when it saw no acknowledgement. */
  deliverAgain?(): Promise<void>;
  /** What is to be read in a conversation now, one text a message, oldest first, without markup. */
  read(conversation: Conversation): Promise<readonly string[]>;
  /** What in a conversation calls somebody, leads somewhere or was taken for markup. */
  alive(conversation: Conversation): Promise<readonly string[]>;
  /** Its titles, labels of buttons and names of files. */
  labels?(conversation: Conversation): Promise<readonly string[]>;
  /** Where files of messages lie, on a platform that sends them along. */
  readonly files?: string;
  /** The next message is refused in its rich form. */
  refuseRich?(): void;
  /** The next message is answered with "too many", to be sent again after so long. */
  tooMany?(afterMs: number): void;
  /** The next message is taken, and the reply is lost. */
  loseReply?(): void;
  /** The conversation does not exist any more. */
  remove?(conversation: Conversation): void;
  close(): Promise<void>;
}

const words = (text: string): Message => ({ blocks: [{ type: 'heading', mark: 'ok', text: outside(text) }] });
const outgoing = (key: string, text: string, more: Partial<Outgoing> = {}): Outgoing => ({
  key,
  message: words(text),
  reader: { language: 'en', timeZone: 'UTC', nowMs: 0 },
  ...more,
});

/** What the handlers rely on, whatever the platform. */
export function describePlatform(name: string, open: () => Promise<PlatformInTest>): void {
  describe(`${name} as a platform`, () => {
    let it: PlatformInTest;
    let heard: { readonly message: IncomingMessage }[];
    let taking: () => Promise<void>;
    beforeEach(async () => {
      it = await open();
      heard = [];
      taking = async () => {};
      await it.start(async (incoming) => {
        await taking();
        heard.push(incoming);
      });
    });
    afterEach(async () => {
      await it.platform.stop();
      await it.close();
    });

    const home = (): Conversation => {
      const conversation = it.platform.privately(it.userId);
      if (conversation === undefined) throw new Error('the person cannot be written to');
      return conversation;
    };
    const idOf = (posted: Posted): string => {
      if (!posted.posted) throw new Error(posted.why);
      return posted.messageId;
    };
    const post = (key: string, text: string, more?: Partial<Outgoing>) =>
      it.platform.post(home(), outgoing(key, text, more));
    const read = () => it.read(home());

    test('its name and limits are such that something can be sent', () => {
      const { limits, name: ownName } = it.platform;
      expect(ownName).toMatch(/^[a-z]+$/);
      expect(limits.textBytes).toBeGreaterThanOrEqual(1_000);
      expect(limits.editsPerMinute).toBeGreaterThan(0);
      expect(home().platform).toBe(ownName);
    });

    test('hands in what a person typed, from the private conversation it names, with an id of the person and of the delivery', async () => {
      await it.type('/health demo');
      await expect.poll(() => heard.length).toBe(1);
      const { message } = heard[0] ?? { message: undefined };
      expect(message).toMatchObject({
        conversation: home(),
        sender: { platform: it.platform.name, id: it.userId },
        private: true,
        text: '/health demo',
      });
      await it.type('/health demo');
      await expect.poll(() => heard.length).toBe(2);
      expect(new Set(heard.map((each) => each.message.deliveryKey)).size).toBe(2);
    });

    test('gives a repeated delivery the same key', async (context) => {
      if (it.deliverAgain === undefined) return context.skip('it never delivers twice');
      await it.type('/health demo');
      await expect.poll(() => heard.length).toBe(1);
      await it.deliverAgain();
      await expect.poll(() => heard.length).toBe(2);
      expect(heard[1]?.message.deliveryKey).toBe(heard[0]?.message.deliveryKey);
    });

    test('does not tell the person that all is well when the message could not be kept', async () => {
      taking = () => Promise.reject(new Error('the disk is full'));
      await it.type('/health demo').catch(() => undefined);
      expect(heard).toEqual([]);
      taking = async () => {};
      await it.type('/health again');
      await expect.poll(() => heard.length).toBeGreaterThanOrEqual(1);
    });

    test('shows what is posted, in order, and edits in place', async (context) => {
      const first = idOf(await post('a#1', 'starting'));
      await post('b#1', 'another');
      expect(await read()).toEqual([expect.stringContaining('starting'), expect.stringContaining('another')]);
      if (it.platform.edit === undefined) return context.skip('nothing can be edited there');
      const edited = await it.platform.edit(home(), first, outgoing('a#2', 'finished'));
      expect(edited.posted).toBe(true);
      expect(await read()).toEqual([expect.stringContaining('finished'), expect.stringContaining('another')]);
    });

    test('shows a key that is posted again once, or says that it cannot tell', async () => {
      const first = await post('a#1', 'restarted');
      const again = await post('a#1', 'restarted', { again: true });
      if (it.platform.tellsRepeats === true) {
        expect(idOf(again)).toBe(idOf(first));
        expect(await read()).toHaveLength(1);
      } else expect((await read()).length).toBeLessThanOrEqual(2);
    });

    test('an edit of a message that is not there is refused for good, not tried for ever', async (context) => {
      if (it.platform.edit === undefined) return context.skip('nothing can be edited there');
      const edited = await it.platform.edit(home(), '999999', outgoing('a#2', 'finished'));
      expect(edited).toMatchObject({ posted: false, retry: 'never' });
    });

    test('shows Chinese, emoji and long text whole or shortened, never broken', async () => {
      const text = `重启 大模型 服务 ● ${'长'.repeat(3_000)}`;
      expect((await post('a#1', text)).posted).toBe(true);
      const [shown = ''] = await read();
      expect(shown).toContain('重启');
      expect(shown.isWellFormed()).toBe(true);
      expect(shown).not.toContain('\ufffd');
    });

    describeWords(() => ({ it, home: home() }));

    test('in plain form nothing is lost', async () => {
      expect((await post('a#1', 'restarted', { plain: true })).posted).toBe(true);
      expect(await read()).toEqual([expect.stringContaining('restarted')]);
    });

    test.for([
      ['a form it does not take', 'refuseRich', 'plain'],
      ['a reply that was lost', 'loseReply', 'later'],
    ] as const)('%s: %s', async ([, knob, retry], context) => {
      if (it[knob] === undefined) return context.skip('it knows no such thing');
      it[knob]?.();
      const posted = await post('a#1', 'restarted').catch(
        (): Posted => ({ posted: false, retry: 'later', maybeShown: true, why: '' }),
      );
      expect(posted).toMatchObject({ posted: false, retry });
      if (retry === 'later') expect(posted).toMatchObject({ maybeShown: true });
    });

    test('too many: later, and when', async (context) => {
      if (it.tooMany === undefined) return context.skip('it has no such limit');
      it.tooMany(7_000);
      expect(await post('a#1', 'restarted')).toMatchObject({ posted: false, retry: 'later', afterMs: 7_000 });
      expect(await read()).toEqual([]);
    });

    test('a conversation that is gone: never', async (context) => {
      if (it.remove === undefined) return context.skip('its conversations stay');
      it.remove(home());
      expect(await post('a#1', 'restarted')).toMatchObject({ posted: false, retry: 'never' });
    });
  });
}
