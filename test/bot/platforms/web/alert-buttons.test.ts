import { expect, test } from 'vitest';
import { messageHtml } from '../../../../src/bot/platforms/web/message-html.ts';
import { pressing } from '../../../../src/bot/platforms/web/pressing.ts';
import { alertmanagerSource } from '../../../../src/handlers/alerts/alert-settings.ts';
import { anAlertBot } from '../../../handlers/alerts/an-alert-bot.ts';

const message = (key: string) => ({
  id: 7,
  room: 'ops',
  key,
  atMs: 0,
  version: 3,
  body: {
    message: {
      blocks: [
        {
          type: 'chart' as const,
          series: [
            {
              name: 'cpu',
              points: [
                [0, 1],
                [1, 2],
              ] as const,
            },
          ],
          unit: '%',
          alt: { outside: 'cpu' },
        },
        {
          type: 'buttons' as const,
          buttons: [
            { label: { outside: 'Acknowledge' }, command: '/ack 1' },
            { label: { outside: 'Silence' }, command: '/silence 1 1h' },
            { label: { outside: 'Look' }, command: '/look demo' },
            { label: { outside: 'Diagnose' }, command: '/diagnose demo' },
          ],
        },
      ],
    },
  },
});

test('a room shows each reader of an alert only the buttons that are theirs', async () => {
  const it = await anAlertBot({ intake: { am: alertmanagerSource.parse({ kind: 'alertmanager' }) } });
  // The room of the page is the room of the test.
  const settings = { ...it.desk.settings(), channels: [{ platform: 'web', tenant: '', space: 'ops', system: 'demo' }] };
  Object.assign(it.desk, { settings: () => settings });
  const reader = { language: 'en', timeZone: 'UTC' } as const;
  const seen = (me: string, key = 'bot:alert:1:x') =>
    String(
      messageHtml(message(key), { settings, reader, me, assumed: false, mayPress: pressing(it, me, { space: 'ops' }) }),
    );
  const buttons = (me: string, key?: string) =>
    [...seen(me, key).matchAll(/data-command="([^"]+)"/g)].map(([, command]) => command);
  expect(buttons('bob')).toEqual(['/ack 1', '/silence 1 1h', '/look demo']);
  expect(buttons('carol')).toEqual(['/look demo']);
  expect(buttons('mallory')).toEqual([]);
  // Other messages keep theirs: a plan's buttons say by themselves who may.
  expect(buttons('carol', 'bot:answer:1')).toHaveLength(4);
  expect(seen('bob')).toContain('<img class="on-dark" src="/charts/7/0/dark.png?v=3" alt="cpu"');
  await it.close();
});
