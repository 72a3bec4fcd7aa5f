import { commandFailure, lastWords } from '../../command-failure.ts';
import type { Exec } from '../../ports.ts';
import { type Failure, fail } from '../../result.ts';
import { outside, texts } from '../../text.ts';
import { envExits } from './env-value-programs.ts';

const say = texts('env-value-failure', {
  missing: { en: '{path} is not there', zh: '{path} 不存在' },
  unreadable: { en: '{path} may not be read', zh: '{path} 不可读' },
  link: { en: '{path} is a symbolic link; name the file itself', zh: '{path} 是符号链接,请配置实际文件' },
  unwritable: { en: '{path} could not be written', zh: '无法写入 {path}' },
  otherOwner: { en: '{path} would not keep its owner and mode', zh: '{path} 的属主和权限无法保持' },
  gone: { en: 'no value for {path} arrived on the host', zh: '{path} 的新值未送达主机' },
});

/** What an exit code of the programs that change an env file means. */
export function envValueFailure(host: string, path: string, answer: Exec): Failure {
  const known = Object.entries(envExits).find(([, code]) => code === answer.exitCode)?.[0];
  if (known === undefined) return commandFailure(host, ['sh'], answer);
  const words = say[known as keyof typeof envExits]; // one of its own keys
  return fail('command-failed', words({ path: outside(path) }), { evidence: lastWords(answer.stderr) }).failure;
}
