import { createHash } from 'node:crypto';
import * as z from 'zod';
import { shorten } from '../../../handlers/language/width.ts';
import type { Conversation } from '../../../handlers/message.ts';
import type { PlatformMemory } from '../../storage/platform-memory.ts';
import { buttonTokens, tokenOf } from '../button-tokens.ts';
import { said } from '../said.ts';
import type { Api } from './api.ts';
import { DingTalkError, notDelivered } from './failures.ts';
import { json } from './frames.ts';
import { mostButtons } from './limits.ts';
import type { MessageForm } from './message-form.ts';
import type { Voice } from './pieces.ts';

/** Messages that change, with buttons below them. */
export interface Cards {
  send(to: Conversation, key: string, form: MessageForm, voice: Voice): Promise<string>;
  update(id: string, form: MessageForm, voice: Voice): Promise<void>;
  /** What a button stands for; undefined when that was forgotten. */
  commandOf(token: string): Promise<string | undefined>;
  /** Where a card stands; undefined when it is none of ours. */
  placeOf(outTrackId: string): Promise<Conversation | undefined>;
}

export interface CardsParts {
  readonly api: Api;
  readonly memory: PlatformMemory;
  readonly now: () => number;
  readonly robotCode: string;
  readonly templateId: string | undefined;
}

const placeSpec = z.object({ tenant: z.string(), space: z.string() });
/** A card can be made and yet be shown nowhere. */
const deliverySpec = z.object({
  result: z
    .object({
      deliverResults: z.array(z.object({ success: z.boolean(), errorMsg: z.string().nullish() })).default([]),
    })
    .default({ deliverResults: [] }),
});
const labelColumns = 30;

export function makeCards({ api, memory, now, robotCode, templateId }: CardsParts): Cards {
  const tokens = buttonTokens(memory, now);
  /** Every place of the template is said, so that an update empties what is not there any more. */
  const paramsOf = async ({ title, text, buttons }: MessageForm, voice: Voice): Promise<Record<string, string>> => {
    await tokens.keep(buttons.map(({ command }) => command));
    const slots = Array.from({ length: mostButtons }, (_, at) => {
      const button = buttons[at];
      return [
        [`label${at + 1}`, button === undefined ? '' : shorten(said(button.label, voice), labelColumns)],
        [`token${at + 1}`, button === undefined ? '' : tokenOf(button.command)],
      ] as const;
    });
    return { title, content: text, ...Object.fromEntries(slots.flat()) };
  };

  return {
    async send(to, key, form, voice) {
      // Another try has another id: whether the first one stands there is not known.
      const id = `zhiban-${createHash('sha256').update(key).digest('hex').slice(0, 24)}-${now().toString(36)}`;
      const { tenant, space } = to;
      const cardParamMap = await paramsOf(form, voice);
      await memory.put([[`card:${id}`, JSON.stringify({ tenant, space })]], now());
      const isAlone = space.startsWith('@');
      const answer = await api.call('POST', '/v1.0/card/instances/createAndDeliver', {
        cardTemplateId: templateId,
        outTrackId: id,
        callbackType: 'STREAM',
        cardData: { cardParamMap },
        userIdType: 1,
        openSpaceId: isAlone ? `dtv1.card//IM_ROBOT.${space.slice(1)}` : `dtv1.card//IM_GROUP.${space}`,
        ...(isAlone
          ? {
              imRobotOpenSpaceModel: { supportForward: false },
              imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode },
            }
          : { imGroupOpenSpaceModel: { supportForward: false }, imGroupOpenDeliverModel: { robotCode } }),
      });
      const lost = deliverySpec.parse(answer).result.deliverResults.find(({ success }) => !success);
      if (lost !== undefined)
        throw new DingTalkError({ status: 200, code: notDelivered, message: lost.errorMsg ?? '' });
      return id;
    },
    async update(id, form, voice) {
      const cardParamMap = await paramsOf(form, voice);
      await api.call('PUT', '/v1.0/card/instances', { outTrackId: id, cardData: { cardParamMap } });
    },
    commandOf: tokens.commandOf,
    async placeOf(outTrackId) {
      const read = placeSpec.safeParse(json((await memory.get(`card:${outTrackId}`)) ?? ''));
      return read.success ? { platform: 'dingtalk', ...read.data } : undefined;
    },
  };
}
