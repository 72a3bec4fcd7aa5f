import * as z from 'zod';
import { texts } from '../../actions/text.ts';
import { alertButtons } from '../alerts/alert-buttons.ts';
import { alertMessage } from '../alerts/alert-message.ts';
import { alertOf, seenSystems } from '../alerts/alert-of.ts';
import { hushOf } from '../alerts/hushed.ts';
import { mayPress } from '../alerts/may-press.ts';
import { partsOf } from '../alerts/parts-shown.ts';
import { defineCommand } from '../command.ts';

const say = texts('alert.command', {
  summary: { en: 'One alert with its evidence.', zh: '查看一个告警及其证据。' },
});

export const alert = defineCommand({
  name: 'alert',
  aliases: ['告警详情'],
  summary: say.summary(),
  examples: ['/alert 311'],
  takes: { id: { word: 'id', optional: false } },
  input: z.strictObject({ id: z.string() }),
  permission: 'bot:talk',
  asksFor: ['alert:read'],
  timeoutMs: 10_000,
  changesState: false,
  async handle({ id }, request) {
    const { desk, principal, conversation } = request;
    const found = await alertOf(request, id);
    if (!found.ok) return found;
    const one = found.value;
    const hush = await hushOf(desk, one, await desk.store.silences.open(desk.clock.now()));
    const parts = await (await partsOf(desk, one, 12))(seenSystems(request, one));
    const silence = hush !== undefined && 'silence' in hush ? hush.silence.id : undefined;
    const buttons = (await alertButtons(desk, one, parts.members, silence)).filter(({ command }) =>
      mayPress(desk, principal, command, conversation, one),
    );
    const message = alertMessage(desk, { alert: one, ...parts, hush, buttons });
    return { code: 'ok', verdict: one.state === 'resolved' ? 'ok' : one.level, message };
  },
});
