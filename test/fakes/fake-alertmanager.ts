import { ok } from '../../src/actions/result.ts';
import type { SilencesElsewhere } from '../../src/handlers/desk.ts';
import type { AlertMember } from '../../src/handlers/store/alerts.ts';

type Labels = Readonly<Record<string, string>>;

export interface FakeAlertmanager {
  readonly elsewhere: SilencesElsewhere;
  /** Something fires there; with the same labels, once. */
  fires(labels: Labels): Promise<void>;
  /** It fires there no more, or it was started again and knows nothing. */
  forget(): void;
  /** Ids of silences ended before their time. */
  readonly ended: readonly string[];
}

/** An Alertmanager called `am` that is asked to be silent: what it keeps quiet it says when asked. */
export function fakeAlertmanager(
  members: (alertId: number) => Promise<readonly AlertMember[]> = async () => [],
): FakeAlertmanager {
  let firing: readonly Labels[] = [];
  const silences = new Map<string, Labels>();
  const ended: string[] = [];
  const silence = (matchers: Labels) => {
    const id = `silence-${silences.size + ended.length + 1}`;
    silences.set(id, matchers);
    return ok({ source: 'am', id });
  };
  return {
    ended,
    async fires(labels) {
      firing = [...firing.filter((each) => fingerprintOf(each) !== fingerprintOf(labels)), labels];
    },
    forget() {
      firing = [];
    },
    elsewhere: {
      async make(alert) {
        const [first] = await members(alert.id);
        return alert.source === 'am' ? silence(first?.signal.labels ?? {}) : undefined;
      },
      makeFor: async (system) => [silence({ system })],
      async end({ source, id }) {
        if (source === 'am' && silences.delete(id)) ended.push(id);
        return ok(undefined);
      },
      async silenced({ source, id }) {
        const matchers = source === 'am' ? silences.get(id) : undefined;
        if (matchers === undefined) return undefined;
        const covers = (labels: Labels) => Object.entries(matchers).every(([label, value]) => labels[label] === value);
        const quiet = firing.filter(covers);
        const alerts = quiet.map((labels) => ({
          status: 'firing',
          labels,
          annotations: {},
          startsAt: '2026-11-21T03:12:00Z',
          fingerprint: fingerprintOf(labels),
        }));
        return ok({ body: { version: '4', alerts }, fingerprints: quiet.map(fingerprintOf), covers });
      },
    },
  };
}

/** What it calls an alert with these labels. */
export const fingerprintOf = (labels: Labels): string => labels.alertname ?? '';
