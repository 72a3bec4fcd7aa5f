import { accessSync, constants, existsSync, readdirSync, type Stats, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { outside, texts } from '../../actions/text.ts';
import { amiss, type Finding, well } from './finding.ts';
import { joined } from './joined.ts';

const say = texts('doctor.state', {
  about: { en: 'state', zh: '状态目录' },
  well: { en: '{folder} is for its owner alone, {free} free', zh: '{folder} 仅属主可访问,剩余 {free}' },
  toCome: { en: '{folder} is made at the first start, {free} free', zh: '{folder} 将在首次启动时建立,剩余 {free}' },
  notFolder: { en: '{folder} is no folder', zh: '{folder} 不是目录' },
  unwritable: {
    en: '{folder} cannot be written by this user ({user})',
    zh: '当前用户({user})无权写入 {folder}',
  },
  open: {
    en: 'others than the owner may look into {folder} (mode {mode})',
    zh: '{folder} 可被属主以外的用户访问(权限 {mode})',
  },
  openFiles: {
    en: 'others than the owner may read or write in {folder}: {files}',
    zh: '{folder} 中的 {files} 可被属主以外的用户读写',
  },
  little: { en: 'only {free} free for {folder}', zh: '{folder} 所在磁盘仅剩 {free}' },
  mendMake: {
    en: 'install -d -m 700 -o {user} {folder}, or another state.dir',
    zh: 'install -d -m 700 -o {user} {folder},或改用别的 state.dir',
  },
  mendMode: { en: 'as its owner: chmod -R go= {folder}', zh: '由属主执行 chmod -R go= {folder}' },
  mendSpace: { en: 'make room: du -xh {folder} | sort -h | tail', zh: '清理空间:du -xh {folder} | sort -h | tail' },
});

const warningFreeBytes = 1024 ** 3;
/** Below it an audit row may fail at any moment, and with it every change. */
const criticalFreeBytes = 100 * 1024 ** 2;

const about = say.about();

/** The folder of `state.dir`: only looked at, never opened. */
export function stateFolder(dir: string, user: string): readonly Finding[] {
  const folder = outside(dir);
  const found = statSync(dir, { throwIfNoEntry: false });
  const existing = nearest(dir);
  const freeBytes = freeOf(existing);
  const params = { folder, user, free: { bytes: freeBytes } };
  if (found !== undefined && !found.isDirectory())
    return [amiss('state', 'critical', about, say.notFolder(params), say.mendMake(params))];
  if (!mayWrite(existing)) return [amiss('state', 'critical', about, say.unwritable(params), say.mendMake(params))];
  const modes = found === undefined ? [] : modeFindings(dir, found);
  const space = spaceFindings(freeBytes, params.folder.outside, existing);
  if (modes.length + space.length > 0) return [...modes, ...space];
  return [well('state', about, found === undefined ? say.toCome(params) : say.well(params))];
}

function modeFindings(dir: string, { mode }: Stats): readonly Finding[] {
  const folder = outside(dir);
  const open = (mode & 0o077) !== 0;
  // Behind a closed folder nobody reaches the files.
  const files = open ? readdirSync(dir).filter((name) => isOpen(join(dir, name))) : [];
  return [
    ...(open
      ? [
          amiss(
            'state',
            'warning',
            about,
            say.open({ folder, mode: (mode & 0o7777).toString(8) }),
            say.mendMode({ folder }),
          ),
        ]
      : []),
    ...(files.length > 0
      ? [amiss('state', 'critical', about, say.openFiles({ folder, files: joined(files) }), say.mendMode({ folder }))]
      : []),
  ];
}

function spaceFindings(freeBytes: number, dir: string, existing: string): readonly Finding[] {
  if (freeBytes >= warningFreeBytes) return [];
  const mark = freeBytes < criticalFreeBytes ? 'critical' : 'warning';
  const what = say.little({ folder: outside(dir), free: { bytes: freeBytes } });
  return [amiss('space', mark, about, what, say.mendSpace({ folder: outside(existing) }))];
}

const isOpen = (path: string): boolean => {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && (stat.mode & 0o077) !== 0;
};

const nearest = (path: string): string => (existsSync(path) || path === dirname(path) ? path : nearest(dirname(path)));

function freeOf(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
