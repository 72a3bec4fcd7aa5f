import { identityToRecipient } from 'age-encryption';
import { texts } from '../../actions/text.ts';
import type { Configuration } from '../config/configuration.ts';
import { amiss, type Finding, well } from './finding.ts';
import { fileOf } from './patient.ts';

const say = texts('doctor.encryption', {
  well: { en: 'its backups are encrypted, and the identity opens them again', zh: '备份已加密,identity 可以解密' },
  unproved: {
    en: 'its backups are encrypted; whether the identity opens them only a drill tells',
    zh: '备份已加密;identity 能否解密只有演练才知道',
  },
  tryIt: { en: 'Try it: /restore drill {system}', zh: '试一次:/restore drill {system}' },
  none: {
    en: 'its backups are encrypted, and no identity opens them again from here: every /restore drill {system} is refused, and /restore sealed {system} asks for the identity each time',
    zh: '备份已加密,而配置中没有可解密的 identity:/restore drill {system} 都会被拒绝,/restore sealed {system} 每次都要求输入 identity',
  },
  other: {
    en: 'the identity opens none of the backups made from now on: {system} is encrypted to others',
    zh: '现有 identity 无法解密今后的备份:{system} 加密时使用了其他接收者',
  },
  mend: {
    en: 'in {file}: backups.encrypt.identity as env: NAME or file: PATH, what age-keygen made together with one of the recipients',
    zh: '在 {file} 中填写 backups.encrypt.identity(env: 变量名 或 file: 路径),即 age-keygen 与某个接收者一同生成的内容',
  },
  add: {
    en: 'in {file}: add {recipient} to backups.encrypt.recipients, or name the identity of one of them',
    zh: '在 {file} 的 backups.encrypt.recipients 中加入 {recipient},或改用与其中之一对应的 identity',
  },
});

/** Whether what is encrypted can be opened again: by the configured identity, which is all that a drill has. */
export async function encryption(
  { settings, secrets }: Pick<Configuration, 'settings' | 'secrets'>,
  dir: string,
): Promise<readonly Finding[]> {
  const found = settings.systems.map(async ({ id: system, backups }): Promise<readonly Finding[]> => {
    if (backups?.encrypt === undefined) return [];
    const { recipients, identity } = backups.encrypt;
    const file = fileOf({ dir }, system);
    if (identity === undefined)
      return [amiss('encryption', 'warning', system, say.none({ system }), say.mend({ file }))];
    const value = secrets.find(({ name }) => name === `systems.${system}.backups.encrypt.identity`)?.value ?? '';
    const own = await recipientsOf(value);
    const [first] = own;
    if (first === undefined) return [amiss('encryption', 'unknown', system, say.unproved(), say.tryIt({ system }))];
    if (own.some((each) => recipients.includes(each))) return [well('encryption', system, say.well())];
    return [amiss('encryption', 'critical', system, say.other({ system }), say.add({ file, recipient: first }))];
  });
  return (await Promise.all(found)).flat();
}

/** None where it is of a kind that only age's plugins know. */
async function recipientsOf(identity: string): Promise<readonly string[]> {
  const keys = identity.split(/\s+/).filter((word) => word.startsWith('AGE-SECRET-KEY-'));
  const found = await Promise.all(keys.map((key) => identityToRecipient(key).catch(() => undefined)));
  return found.filter((each) => each !== undefined);
}
