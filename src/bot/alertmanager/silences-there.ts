import { fail, ok, type Result } from '../../actions/result.ts';
import { outside, texts } from '../../actions/text.ts';
import type { Source } from '../../handlers/alerts/alert-settings.ts';
import type { SilencesElsewhere } from '../../handlers/desk.ts';
import type { AlertMember } from '../../handlers/store/alerts.ts';

const say = texts('alertmanager', {
  refused: { en: 'it answers {status}.', zh: '返回 {status}。' },
  silent: { en: 'it does not answer.', zh: '无应答。' },
});

const timeoutMs = 5_000;

/** Silences at the Alertmanager an alert came from, over its API v2: the labels all of the alert's parts share. */
export function silencesThere(options: {
  readonly sources: () => Readonly<Record<string, Source>>;
  readonly members: (alertId: number) => Promise<readonly AlertMember[]>;
  readonly now: () => number;
}): SilencesElsewhere {
  const sourceOf = (name: string) => {
    const sources = options.sources();
    const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
    return source?.kind === 'alertmanager' ? source : undefined;
  };
  const apiOf = (name: string): string | undefined => sourceOf(name)?.api?.replace(/\/$/, '');
  return {
    async make(alert, { untilMs, by, reason }) {
      const api = apiOf(alert.source);
      if (api === undefined || alert.folds) return undefined;
      const members = await options.members(alert.id);
      const shared = sharedLabels(members);
      const { systemLabel = '', serviceLabel = '', hostLabel = '' } = sourceOf(alert.source) ?? {};
      const isPlaced = [systemLabel, serviceLabel, hostLabel, 'instance'].some((label) => Object.hasOwn(shared, label));
      // What they share may be as little as their severity: other systems would be silenced with them.
      if (!Object.hasOwn(shared, 'alertname') || (members.length > 1 && !isPlaced)) return undefined;
      const matchers = Object.entries(shared).map(([name, value]) => ({
        name,
        value,
        isRegex: false,
        isEqual: true,
      }));
      const made = await ask(`${api}/api/v2/silences`, 'POST', {
        matchers,
        startsAt: new Date(options.now()).toISOString(),
        endsAt: new Date(untilMs).toISOString(),
        createdBy: by.replace(/^person:/, ''),
        comment: reason ?? `alert ${alert.id}`,
      });
      if (!made.ok) return made;
      const id = (made.value as { readonly silenceID?: unknown } | undefined)?.silenceID; // looked at in the next line
      return typeof id === 'string' ? ok({ source: alert.source, id }) : fail('unhealthy', say.silent());
    },
    async end({ source, id }) {
      const api = apiOf(source);
      if (api === undefined) return ok(undefined);
      const ended = await ask(`${api}/api/v2/silence/${encodeURIComponent(id)}`, 'DELETE');
      return ended.ok ? ok(undefined) : ended;
    },
  };
}

/** A label that differs would silence only one of them; one that is left out silences all. */
function sharedLabels(members: readonly AlertMember[]): Readonly<Record<string, string>> {
  const [first = {}, ...others] = members.map(({ signal }) => signal.labels ?? {});
  return Object.fromEntries(
    Object.entries(first).filter(([label, value]) => others.every((labels) => labels[label] === value)),
  );
}

async function ask(url: string, method: string, body?: unknown): Promise<Result<unknown>> {
  try {
    const answer = await fetch(url, {
      method,
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    });
    if (!answer.ok) return fail('unhealthy', say.refused({ status: outside(String(answer.status)) }));
    const text = await answer.text();
    return ok(text === '' ? undefined : (JSON.parse(text) as unknown));
  } catch (error) {
    return fail('unreachable', say.silent(), { detail: { error: String(error) } });
  }
}
