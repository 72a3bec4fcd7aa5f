import { dirname } from 'node:path';
import type { Verdict } from '../../actions/report.ts';
import { programArgv, sh } from '../../actions/sh.ts';
import { outside, type Text, texts } from '../../actions/text.ts';
import { amiss, type Finding, well } from './finding.ts';
import { type PathWanted, pathsWanted } from './paths-wanted.ts';
import { fileOf, type HostExamination, type Patient } from './patient.ts';

const say = texts('doctor.paths', {
  well: {
    en: '{count, plural, one {its path is there} other {its # paths are there}}',
    zh: '配置的 {count} 个路径都在',
  },
  missing: { en: '{path} is not there ({key})', zh: '{path} 不存在({key})' },
  hidden: {
    en: '{path} cannot be seen by {user}, who may not look into {above} ({key})',
    zh: '{user} 无权进入 {above},看不到 {path}({key})',
  },
  notFolder: { en: '{path} is no folder ({key})', zh: '{path} 不是目录({key})' },
  notFile: { en: '{path} is no file ({key})', zh: '{path} 不是文件({key})' },
  unreadable: {
    en: '{user} may not read {path}, {owner}:{group} {mode} ({key})',
    zh: '{user} 无权读取 {path}({owner}:{group} {mode},{key})',
  },
  unwritable: {
    en: '{user} may not write to {path}, {owner}:{group} {mode} ({key})',
    zh: '{user} 无权写入 {path}({owner}:{group} {mode},{key})',
  },
  mendMissing: {
    en: 'correct {key} in {file}, or make it on {host}',
    zh: '修正 {file} 中的 {key},或在 {host} 上建立它',
  },
  mendHidden: {
    en: 'correct {key} in {file}, or as root on {host}: setfacl -m u:{user}:x {above}',
    zh: '修正 {file} 中的 {key},或以 root 在 {host} 上执行 setfacl -m u:{user}:x {above}',
  },
  mendGroup: {
    en: 'as root on {host}: usermod -aG {group} {user}, or correct {key} in {file}',
    zh: '以 root 在 {host} 上执行 usermod -aG {group} {user},或修正 {file} 中的 {key}',
  },
  mendRead: {
    en: 'as root on {host}: setfacl -m u:{user}:rX {path}, or correct {key} in {file}',
    zh: '以 root 在 {host} 上执行 setfacl -m u:{user}:rX {path},或修正 {file} 中的 {key}',
  },
  mendWrite: {
    en: 'the user that owns it must be the one logged in: hosts.{host}.user: {owner} · or as root on {host}: setfacl -m u:{user}:rwX {path}',
    zh: '应以其属主登录:hosts.{host}.user: {owner};或以 root 在 {host} 上执行 setfacl -m u:{user}:rwX {path}',
  },
});

/** Prints a line per path: what it is, what we may do there, owner, group and mode; of one not seen, of the nearest folder above. */
const program = sh`
for each; do
  may=
  [ -r "$each" ] && may=r
  [ -w "$each" ] && may="\${may}w"
  [ -x "$each" ] && may="\${may}x"
  above=$each is=missing
  if [ -d "$each" ]; then is=folder
  elif [ -f "$each" ]; then is=file
  elif [ -e "$each" ]; then is=other
  else
    while [ "$above" != / ] && [ ! -d "$above" ]; do above=$(dirname -- "$above"); done
    [ -x "$above" ] || is=hidden
    [ -w "$above" ] && may=w
  fi
  printf '%s %s %s %s\n' "$is" "-$may" "$(stat -L -c '%U %G %a' -- "$above" 2>/dev/null || echo '? ? ?')" "$above"
done
exit 0
`;

interface Seen {
  readonly is: string;
  /** Of `r`, `w`, `x`; of one that is missing `w` for the nearest folder above it, whose owner, group and mode follow. */
  readonly may: string;
  readonly owner: string;
  readonly group: string;
  readonly mode: string;
  readonly above: string;
}

/** What the configuration names on the host: is it there, of the right kind, and may the bot do there what it must? */
export const paths: HostExamination = {
  ask(patient) {
    const wanted = pathsWanted(patient);
    return wanted.length === 0 ? [] : [programArgv(program, ...wanted.map(({ path }) => path))];
  },
  judge(patient, [answer]) {
    const wanted = pathsWanted(patient);
    const lines = (answer?.stdout ?? '').split('\n');
    const findings = wanted.flatMap((each, at): readonly Finding[] => {
      const [, is, may, owner, group, mode, above] =
        /^(\w+) -([rwx]*) (\S+) (\S+) (\S+) (.*)$/.exec(lines[at] ?? '') ?? [];
      if (is === undefined || may === undefined || owner === undefined || group === undefined) return [];
      const seen = { is, may, owner, group, mode: mode ?? '?', above: above ?? '/' };
      const wrong = judge(patient, each, seen);
      return wrong === undefined ? [] : [wrong];
    });
    return wanted.length > 0 && findings.length === 0 && lines.length > wanted.length
      ? [well('path', patient.host, say.well({ count: wanted.length }))]
      : findings;
  },
};

function judge(patient: Patient, wanted: PathWanted, seen: Seen): Finding | undefined {
  const { host, user } = patient;
  const { path, key, system } = wanted;
  const params = {
    ...{ host, user, path: outside(path), key, file: fileOf(patient, system) },
    ...{ owner: outside(seen.owner), group: outside(seen.group), mode: seen.mode, above: outside(seen.above) },
  };
  const told = (mark: Exclude<Verdict, 'ok'>, what: Text, mend: Text): Finding =>
    amiss(wanted.subject, mark, host, what, mend);
  if (seen.is === 'hidden') return told(wanted.missing, say.hidden(params), say.mendHidden(params));
  if (seen.is === 'missing') {
    if (wanted.may === 'append' && seen.above === dirname(path)) {
      // A log that is not written yet is made by who writes it.
      const folder = { ...params, path: params.above };
      return seen.may.includes('w') ? undefined : told(wanted.denied, say.unwritable(folder), say.mendWrite(folder));
    }
    return told(wanted.missing, say.missing(params), say.mendMissing(params));
  }
  if (wanted.is === 'folder' && seen.is !== 'folder')
    return told(wanted.missing, say.notFolder(params), say.mendMissing(params));
  if (wanted.is === 'file' && seen.is === 'folder')
    return told(wanted.missing, say.notFile(params), say.mendMissing(params));
  const reads = seen.may.includes('r') && (seen.is !== 'folder' || seen.may.includes('x'));
  if (wanted.may === 'read')
    return reads ? undefined : told(wanted.denied, say.unreadable(params), mendRead(params, seen));
  return seen.may.includes('w') ? undefined : told(wanted.denied, say.unwritable(params), say.mendWrite(params));
}

/** A group that may read is the smallest right that helps. */
function mendRead(params: Parameters<typeof say.mendRead>[0], { mode, group }: Seen): Text {
  const groupReads = (Number.parseInt(mode.at(-2) ?? '0', 8) & 4) !== 0;
  return groupReads && group !== 'root' ? say.mendGroup(params) : say.mendRead(params);
}
