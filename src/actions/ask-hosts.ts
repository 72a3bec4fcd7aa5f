import type { ActionContext, Argv, Exec } from './ports.ts';
import { ok, type Result } from './result.ts';

/** Something to find out on a host by a few commands. */
export interface Question<T> {
  readonly host: string;
  readonly commands: readonly Argv[];
  /** One answer per command, in order; undefined where the host did not get so far. */
  readonly read: (answers: readonly (Exec | undefined)[]) => T;
}

/** What the hosts said; asked for by the question itself. */
export type Answers = <T>(question: Question<T>) => Result<T>;

/**
 * Asks every host once, all at the same time, everything that is to be asked of it in one batch. A host that does not
 * answer fails its own questions only, within `timeoutMs`.
 */
export async function askHosts(
  { hosts, signal }: Pick<ActionContext, 'hosts' | 'signal'>,
  questions: readonly Question<unknown>[],
  timeoutMs: number,
): Promise<Answers> {
  const answers = new Map<Question<unknown>, Result<readonly (Exec | undefined)[]>>();
  const byHost = Map.groupBy(questions, ({ host }) => host);
  await Promise.all(
    [...byHost].map(async ([host, asked]) => {
      const commands = asked.flatMap((question) => question.commands);
      const all = await hosts.batch(host, commands, { signal, timeoutMs });
      let from = 0;
      for (const question of asked) {
        const until = from + question.commands.length;
        answers.set(question, all.ok ? ok(all.value.slice(from, until)) : all);
        from = until;
      }
    }),
  );
  return (question) => {
    const answer = answers.get(question);
    if (answer === undefined) throw new Error('a question that was not asked');
    return answer.ok ? ok(question.read(answer.value)) : answer;
  };
}
