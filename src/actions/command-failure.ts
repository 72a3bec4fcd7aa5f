import type { Exec } from './ports.ts';
import type { Block } from './report.ts';
import { type Failure, fail } from './result.ts';
import { shownCommand } from './shown-command.ts';
import { outside, texts } from './text.ts';

const say = texts('command', {
  failed: { en: '{command} failed with exit code {exit}', zh: '{command} 失败,退出码 {exit}' },
  forbidden: {
    en: 'sudo on {host} does not allow {command}',
    zh: '{host} 上的 sudo 不允许执行 {command}',
  },
  ended: { en: '{command} was ended before it was through', zh: '{command} 未执行完即被终止' },
});

/** What a command that did not exit with 0 means, with its last words. */
export function commandFailure(host: string, argv: readonly string[], answer: Exec): Failure {
  const command = outside(shownCommand(argv));
  const evidence = lastWords(answer.stderr || answer.stdout);
  if (answer.exitCode === null) {
    return fail('unknown-outcome', say.ended({ command }), { evidence, detail: { signal: answer.signal } }).failure;
  }
  if (isForbidden(answer)) {
    return fail('command-failed', say.forbidden({ host: outside(host), command }), { evidence }).failure;
  }
  return fail('command-failed', say.failed({ command, exit: String(answer.exitCode) }), { evidence }).failure;
}

/** sudo refused. */
export const isForbidden = ({ stderr }: Exec): boolean =>
  /password is required|not allowed to execute|is not in the sudoers file/.test(stderr);

export function lastWords(text: string, lines = 15): readonly Block[] {
  const last = text.trimEnd().split('\n').slice(-lines).join('\n');
  return last === '' ? [] : [{ type: 'code', text: last }];
}
