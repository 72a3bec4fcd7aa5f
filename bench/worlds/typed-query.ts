import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Argv } from '../../src/actions/ports.ts';
import { compose } from '../../src/bot/compose.ts';
import { makeBatch } from '../../src/bot/hosts/batch.ts';
import type { Sshd } from '../../test/contract/hosts/sshd.ts';
import { fakePlatform } from '../../test/fakes/fake-platform.ts';

export interface TypedQuery {
  readonly text: string;
  /** From what was typed until the platform is handed the whole answer. */
  ask(): Promise<void>;
  /** What the query gives the standard input of `sh` there, for a peer that has nothing but the channel. */
  readonly program: string;
  /** Commits so far that waited for the disk. */
  commits(): number;
  /** One such commit, of a single row. */
  commit(): Promise<unknown>;
  readonly folder: string;
  close(): Promise<void>;
}

const text = '/version small';
/** One person may ask so many times a minute; these take turns. */
const people = Array.from({ length: 200 }, (_, at) => `p${at}`);

/** The bot as it is composed, with one system on that host, on a real disk; only the chat platform is none. */
export async function typedQuery(sshd: Sshd): Promise<TypedQuery> {
  // /tmp is memory on many machines.
  const folder = mkdtempSync(join(resolve(import.meta.dirname, '../..'), '.zhiban-bench-query-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const dir = join(folder, 'config');
  mkdirSync(join(dir, 'systems'), { recursive: true });
  const host = { transport: 'ssh', address: sshd.address, port: sshd.port, user: sshd.user };
  const configuration = {
    state: { dir: join(folder, 'state') },
    hosts: { h1: { ...host, key: { file: sshd.keyFile }, hostKeys: { fingerprints: [sshd.fingerprint] } } },
    people: Object.fromEntries(people.map((id) => [id, { name: id, roles: ['on-call'], chat: { terminal: [id] } }])),
    roles: { 'on-call': {} },
    grants: [{ role: 'on-call', may: ['*:read', 'bot:talk'] }],
  };
  const system = {
    title: 'Small',
    environment: 'lab',
    folder: '/usr',
    services: { ssh: { host: 'h1', runtime: { kind: 'systemd', unit: 'ssh.service' } } },
    version: { host: 'h1', file: '/etc/debian_version' },
  };
  // JSON is YAML.
  writeFileSync(join(dir, 'zhiban.yaml'), JSON.stringify(configuration));
  writeFileSync(join(dir, 'systems/small.yaml'), JSON.stringify(system));

  const batches: (readonly Argv[])[] = [];
  const composing = await compose({
    dir,
    env: process.env,
    kind: 'bot',
    logLevel: 'silent',
    interrupted: () => {},
    wrap: {
      hosts: (hosts) => ({
        ...hosts,
        batch: (name, commands, options) => {
          batches.push(commands);
          return hosts.batch(name, commands, options);
        },
      }),
    },
  });
  if (!composing.ok) throw new Error(JSON.stringify(composing));
  const { composed } = composing;
  let finished: (words: string) => void = () => {};
  const platform = fakePlatform({ name: 'terminal', now: Date.now });
  const receive = composed.serving.connect({
    ...platform,
    post: async (to, outgoing) => {
      finished(JSON.stringify(outgoing.message));
      return platform.post(to, outgoing);
    },
  });
  await platform.start(receive);
  composed.serving.begin();
  let asked = 0;
  const ask = async (): Promise<void> => {
    const answer = new Promise<string>((resolve) => {
      finished = resolve;
    });
    asked += 1;
    await platform.hear(people[asked % people.length] ?? '', text);
    const words = await answer;
    platform.shown.length = 0;
    platform.calls.length = 0;
    if (!words.includes('Small')) throw new Error(`not the answer that is measured: ${words}`);
  };
  await ask();
  const [commands, ...more] = batches;
  if (commands === undefined || more.length > 0)
    throw new Error(`${batches.length} batches, not one: ${JSON.stringify(batches)}`);
  return {
    text,
    ask,
    program: makeBatch(commands, []).program,
    commits: composed.commits,
    commit: () =>
      composed.desk.store.audit.append({
        atMs: Date.now(),
        principal: 'bench',
        via: 'terminal:p0',
        event: 'command.opened',
        configuration: composed.desk.settings().version,
      }),
    folder,
    async close() {
      await composed.serving.stop();
      await composed.close();
    },
  };
}
