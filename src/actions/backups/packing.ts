import type { Argv } from '../ports.ts';

const members = (paths: readonly string[]): readonly string[] => paths.map((path) => path.slice(1));

/** Packs to stdout; paths are named from the root. */
export const packArgv = (paths: readonly string[]): Argv => [
  '/usr/bin/tar',
  '--create',
  '--file=-',
  '--directory=/',
  '--',
  ...members(paths),
];

/** The same as one's own user: by whole paths, of which tar leaves the leading slash away, so that a confined host sees them. */
export const packOwnArgv = (paths: readonly string[]): Argv => ['/usr/bin/tar', '--create', '--file=-', '--', ...paths];

/** Unpacks these paths and nothing else from stdin, with their modes, as whoever runs it. */
export const unpackArgv = (paths: readonly string[]): Argv => [
  '/usr/bin/tar',
  '--extract',
  '--file=-',
  '--directory=/',
  '--same-permissions',
  '--no-same-owner',
  '--',
  ...members(paths),
];

/** The same as one's own user, run at the root. */
export const unpackOwnArgv = (paths: readonly string[]): Argv => [
  '/usr/bin/tar',
  '--extract',
  '--file=-',
  '--same-permissions',
  '--no-same-owner',
  '--',
  ...members(paths),
];
