import type { MessageForm } from '../../../../src/bot/platforms/slack/message-form.ts';
import { seeBlocks, seeText } from '../../../emulators/slack/block-kit.ts';

/** Checked as Slack checks it: throws what it would refuse. */
export const seen = ({ text, blocks }: MessageForm) => {
  const notified = seeText(text, 'none');
  return blocks === undefined
    ? notified
    : { ...seeBlocks(blocks), alive: [...notified.alive, ...seeBlocks(blocks).alive] };
};
