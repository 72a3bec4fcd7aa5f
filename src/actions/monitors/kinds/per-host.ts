import type { Question } from '../../ask-hosts.ts';
import { outside, texts } from '../../text.ts';
import type { Begun, Measured } from '../monitor.ts';

const say = texts('monitor-host', {
  host: { en: 'host {host}', zh: '主机 {host}' },
});

/** A host that did not answer: its own one line, whatever was to be measured there. */
export const silent = (host: string, why: Measured['text']): Measured => ({
  subject: host,
  host,
  label: say.host({ host: outside(host) }),
  text: why,
  verdict: 'unknown',
  silentHost: host,
});

/** One question to each host and what it says. */
export function perHost<T>(
  hosts: readonly string[],
  question: (host: string) => Question<T>,
  measured: (answer: T, host: string) => readonly Measured[],
): Begun {
  const asked = hosts.map((host) => question(host));
  return {
    questions: asked,
    finish: async (answers) =>
      asked.flatMap((each) => {
        const answer = answers(each);
        return answer.ok ? measured(answer.value, each.host) : [silent(each.host, answer.failure.message)];
      }),
  };
}
