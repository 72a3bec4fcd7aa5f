import type { Argv, Exec, ExecOptions, HostAnswer, HostRequest, Hosts } from '../../src/actions/ports.ts';
import { type Failure, fail, ok, type Result } from '../../src/actions/result.ts';
import { outside } from '../../src/actions/text.ts';

/** One thing that was asked of a host. `round` counts the round trips of all hosts together, from 1. */
export type Asked =
  | {
      readonly kind: 'exec';
      readonly host: string;
      readonly argv: Argv;
      readonly round: number;
      readonly timeoutMs: number;
    }
  | {
      readonly kind: 'request';
      readonly host: string;
      readonly url: string;
      readonly round: number;
      readonly timeoutMs: number;
    };

type Matches = (argv: Argv, host: string) => boolean;
type Reply = Partial<Exec> | ((argv: Argv) => Partial<Exec>);

/** Hosts that answer what a test told them to. The newest rule that fits answers; what fits none throws. */
export class FakeHosts implements Hosts {
  readonly asked: Asked[] = [];
  readonly #rules: { readonly matches: Matches; readonly reply: Reply }[] = [];
  readonly #pages = new Map<string, Partial<HostAnswer> | Failure>();
  readonly #silent = new Map<string, Failure>();
  #round = 0;

  /** By exact argv, or by a function over it. */
  on(what: Argv | Matches, reply: Reply): this {
    const matches: Matches = typeof what === 'function' ? what : (argv) => sameWords(argv, what);
    this.#rules.unshift({ matches, reply });
    return this;
  }

  /** A page answers 200 with an empty body unless told. */
  page(url: string, answer: Partial<HostAnswer> | Failure): this {
    this.#pages.set(url, answer);
    return this;
  }

  /** Nothing of this host answers any more. */
  silent(host: string, code: Failure['code'] = 'unreachable'): this {
    this.#silent.set(host, fail(code, outside(`${host} does not answer`)).failure);
    return this;
  }

  /** Every argv that reached a host, as words. */
  commands(host?: string): readonly string[] {
    return this.asked.flatMap((each) =>
      each.kind === 'exec' && (host === undefined || each.host === host) ? [each.argv.join(' ')] : [],
    );
  }

  async exec(host: string, argv: Argv, options: ExecOptions): Promise<Result<Exec>> {
    const all = await this.batch(host, [argv], options);
    return all.ok ? ok(all.value[0] ?? exec({})) : all;
  }

  async batch(host: string, commands: readonly Argv[], { timeoutMs }: ExecOptions): Promise<Result<readonly Exec[]>> {
    this.#round += 1;
    for (const argv of commands) this.asked.push({ kind: 'exec', host, argv, round: this.#round, timeoutMs });
    const silence = this.#silent.get(host);
    if (silence !== undefined) return { ok: false, failure: silence };
    return ok(commands.map((argv) => this.#reply(argv, host)));
  }

  async request(host: string, { url, timeoutMs }: HostRequest): Promise<Result<HostAnswer>> {
    this.#round += 1;
    this.asked.push({ kind: 'request', host, url, round: this.#round, timeoutMs });
    const silence = this.#silent.get(host);
    if (silence !== undefined) return { ok: false, failure: silence };
    const page = this.#pages.get(url);
    if (page === undefined) throw new Error(`no test said what ${url} answers`);
    if ('code' in page) return { ok: false, failure: page };
    return ok({ status: 200, headers: {}, body: '', droppedBytes: 0, tookMs: 5, ...page });
  }

  #reply(argv: Argv, host: string): Exec {
    const rule = this.#rules.find(({ matches }) => matches(argv, host));
    if (rule === undefined) throw new Error(`no test said what ${host} answers to ${argv.join(' ').slice(0, 200)}`);
    return exec(typeof rule.reply === 'function' ? rule.reply(argv) : rule.reply);
  }
}

/** An answer with everything a test leaves out. */
export const exec = (given: Partial<Exec>): Exec => ({
  exitCode: 0,
  stdout: '',
  stderr: '',
  droppedBytes: 0,
  tookMs: 1,
  ...given,
});

const sameWords = (a: Argv, b: Argv): boolean => a.length === b.length && a.every((word, at) => word === b[at]);
