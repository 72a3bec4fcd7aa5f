import { texts } from '../../actions/text.ts';
import { amiss, type Finding, well } from './finding.ts';

const say = texts('doctor.secrets', {
  about: { en: 'secrets', zh: '密钥' },
  well: {
    en: '{count, plural, =0 {none} one {one, masked wherever it would be shown} other {#, masked wherever they would be shown}}',
    zh: '{count, plural, =0 {没有配置密钥} other {共 # 个,出现在任何输出中都会被遮盖}}',
  },
  weak: {
    en: 'the secret {name} is too short to be masked: it would be shown as it is',
    zh: '密钥 {name} 太短,无法遮盖,会原样显示',
  },
  mend: {
    en: 'a longer one, of 6 characters at least: openssl rand -hex 32',
    zh: '换成更长的,至少 6 个字符:openssl rand -hex 32',
  },
});

/** @param weak names of secrets the redactor cannot mask. */
export function secrets(weak: readonly string[], count: number): readonly Finding[] {
  if (weak.length === 0) return [well('secrets', say.about(), say.well({ count }))];
  return weak.map((name) => amiss('secrets', 'critical', say.about(), say.weak({ name }), say.mend()));
}
