import type { PlatformKind } from '../platform-kind.ts';
import { slackIds } from './slack-ids.ts';
import { slackSpec } from './slack-spec.ts';

export const slackKind: PlatformKind<typeof slackSpec> = {
  spec: slackSpec,
  secrets: ['botToken', 'appToken', 'signingSecret'],
  check: slackIds,
  open: async (parts, spec) => (await import('./open-slack.ts')).openSlack(parts, spec),
  examine: async ({ configuration, now }) => (await import('./examine-slack.ts')).examineSlack(configuration, now),
};
