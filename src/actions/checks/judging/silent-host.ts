import type { Service } from '../../inventory.ts';
import { serviceName } from '../../names.ts';
import type { Finding } from '../../report.ts';
import type { Failure } from '../../result.ts';
import { outside, texts } from '../../text.ts';

const say = texts('silent-host', {
  host: { en: 'host {host}', zh: '主机 {host}' },
  unknown: { en: '{why} Not known: {services}', zh: '{why}{services}情况不明' },
});

/** One line for a host that could not be asked, with all that is not known because of it. */
export const silentHost = (host: string, { message }: Failure, services: readonly Service[]): Finding => ({
  mark: 'unknown',
  label: say.host({ host: outside(host) }),
  text: say.unknown({ why: message, services: { list: services.map(serviceName) } }),
});
