import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { outside, texts } from '../../actions/text.ts';
import type { Configuration } from '../config/configuration.ts';
import { amiss, type Finding, well } from './finding.ts';

const say = texts('doctor.files', {
  well: {
    en: 'only their owner may change the configuration and the pinned host keys',
    zh: '配置与登记的主机密钥仅属主可修改',
  },
  writable: {
    en: 'others than the owner may change it (mode {mode}), and so give themselves any right',
    zh: '属主以外的用户也可修改它(权限 {mode}),等于可以给自己任何权限',
  },
  mend: { en: 'as its owner: chmod go-w {path}', zh: '由属主执行 chmod go-w {path}' },
});

/** Who may write the configuration, or the file of host keys, may do everything the bot may. */
export function files(dir: string, { hosts }: Pick<Configuration, 'hosts'>): readonly Finding[] {
  const known = Object.values(hosts).flatMap((spec) =>
    spec.transport === 'ssh' && 'knownHostsFile' in spec.hostKeys ? [spec.hostKeys.knownHostsFile] : [],
  );
  const all = [dir, ...yamlIn(dir), ...[...new Set(known)].flatMap((file) => [dirname(file), file])];
  const open = [...new Set(all)].flatMap((path): readonly Finding[] => {
    const stat = statSync(path, { throwIfNoEntry: false });
    // In a folder such as /tmp (sticky) nobody replaces another's file.
    if (stat === undefined || (stat.mode & 0o022) === 0 || (stat.isDirectory() && (stat.mode & 0o1000) !== 0))
      return [];
    const mode = (stat.mode & 0o7777).toString(8);
    return [amiss('files', 'warning', path, say.writable({ mode }), say.mend({ path: outside(path) }))];
  });
  return open.length > 0 ? open : [well('files', dir, say.well())];
}

function yamlIn(dir: string): readonly string[] {
  const systems = join(dir, 'systems');
  const within = (folder: string): string[] =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => join(folder, name));
  return [
    ...within(dir),
    ...(statSync(systems, { throwIfNoEntry: false })?.isDirectory() ? [systems, ...within(systems)] : []),
  ];
}
