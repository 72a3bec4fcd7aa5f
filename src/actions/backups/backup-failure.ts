import { commandFailure, lastWords } from '../command-failure.ts';
import type { Exec } from '../ports.ts';
import { type Failure, fail } from '../result.ts';
import { readLines } from '../runtimes/pidfile/process-facts.ts';
import { outside, type Text, texts } from '../text.ts';

const say = texts('backup-failure', {
  20: { en: 'the backup folder is not there: {what}', zh: '备份目录不存在:{what}' },
  21: { en: 'the backup folder may not be written: {what}', zh: '备份目录不可写:{what}' },
  24: { en: '{what} is not there', zh: '{what} 不存在' },
  25: { en: '{what} may not be read', zh: '{what} 不可读' },
  26: { en: '{what} could not be copied', zh: '无法复制 {what}' },
  27: {
    en: 'the host has neither sqlite3 nor python3 to copy {what}',
    zh: '主机上没有 sqlite3 也没有 python3,无法复制 {what}',
  },
  28: { en: 'the copy of {what} is empty', zh: '{what} 的副本是空的' },
  29: { en: 'the host has no age to encrypt or decrypt {what}', zh: '主机上没有 age,无法加密或解密 {what}' },
  34: {
    en: '{what} could not be decrypted: is the identity the right one?',
    zh: '无法解密 {what}:请确认 identity 是否正确',
  },
  35: { en: '{what} could not be encrypted', zh: '无法加密 {what}' },
  30: { en: 'the copy of {what} is damaged: {why}', zh: '{what} 的副本已损坏:{why}' },
  31: { en: 'the copy of {what} is not what was recorded: its hash differs', zh: '{what} 的副本与记录不符:校验值不同' },
  32: { en: '{what} could not be packed', zh: '无法打包 {what}' },
  33: { en: 'the archive of {what} cannot be read or does not hold all of it', zh: '{what} 的归档无法读取或内容不全' },
  36: { en: 'something is in the way at {what}', zh: '{what} 处已有文件阻挡' },
  37: { en: '{what} did not get its owner and mode back', zh: '{what} 的属主或权限未能恢复' },
  38: { en: '{what} could not be moved', zh: '无法移动 {what}' },
  39: { en: '{what} could not be unpacked', zh: '无法解包 {what}' },
  40: { en: 'there is not enough room at {what}', zh: '{what} 处空间不足' },
});

export const backupExits = {
  noFolder: 20,
  unwritable: 21,
  missing: 24,
  unreadable: 25,
  notCopied: 26,
  noEngine: 27,
  empty: 28,
  noAge: 29,
  damaged: 30,
  otherHash: 31,
  notPacked: 32,
  notReadable: 33,
  notDecrypted: 34,
  notEncrypted: 35,
  inTheWay: 36,
  otherOwner: 37,
  notMoved: 38,
  notUnpacked: 39,
  noRoom: 40,
} as const;

/** What an exit code of the programs that back up and restore means; `what` is the path or the part it was about. */
export function backupFailure(host: string, what: string, answer: Exec): Failure {
  const meaning = meaningOf(answer.exitCode);
  if (meaning === undefined) return commandFailure(host, ['sh'], answer);
  const found = readLines(answer.stdout);
  const why = outside(found.get('integrity')?.[0] ?? '?');
  const about = outside(found.get('about')?.[0] ?? what);
  return fail('command-failed', meaning({ what: about, why }), { evidence: lastWords(answer.stderr) }).failure;
}

function meaningOf(exitCode: number | null): ((params: { what: Text; why: Text }) => Text) | undefined {
  return Object.values(backupExits).some((known) => known === exitCode)
    ? say[String(exitCode) as unknown as keyof typeof say] // every exit has its words above
    : undefined;
}
