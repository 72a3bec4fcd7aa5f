import type { DingTalkSpec } from './dingtalk-spec.ts';

/** The newer interface and the older one, without a slash at their end. */
export const dingtalkUrls = ({ apiUrl, oapiUrl }: Pick<DingTalkSpec, 'apiUrl' | 'oapiUrl'>) => ({
  apiUrl: (apiUrl ?? 'https://api.dingtalk.com').replace(/\/+$/, ''),
  oapiUrl: (oapiUrl ?? 'https://oapi.dingtalk.com').replace(/\/+$/, ''),
});
