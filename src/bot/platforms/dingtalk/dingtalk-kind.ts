import type { PlatformKind } from '../platform-kind.ts';
import { dingtalkIds } from './dingtalk-ids.ts';
import { dingtalkSpec } from './dingtalk-spec.ts';

export const dingtalkKind: PlatformKind<typeof dingtalkSpec> = {
  spec: dingtalkSpec,
  secrets: ['clientSecret', 'robots.*.token', 'robots.*.secret'],
  check: dingtalkIds,
  open: async (parts, spec) => (await import('./open-dingtalk.ts')).openDingTalk(parts, spec),
  examine: async ({ configuration }) => (await import('./examine-dingtalk.ts')).examineDingTalk(configuration),
};
