import type { Argv } from './ports.ts';

/** Stands for the id of whatever plan it is, where a command's words hold one. */
export const anyPlan = '<plan>';

/** A command that plans run as the user whose data it is, through sudo. */
export interface DataCommand {
  readonly user: string;
  readonly argv: Argv;
}

/** What sets a path aside, puts it back, and takes what came instead out of the way: nothing is overwritten or deleted. */
export const asideName = (path: string, planId: string): string => `${path}.zhiban-${planId}`;
export const takenOutName = (path: string, planId: string): string => `${asideName(path, planId)}-out`;
/** At the end of such a name. */
export const asideEnding = /\.zhiban-[0-9A-Z]{4,8}(-out)?$/;
export const moveArgv = (from: string, to: string): Argv => ['/usr/bin/mv', '-nT', from, to];

/** Deletes for good what was set aside, and nothing that has not such a name. */
export const forgetArgv = (aside: string): Argv => ['/usr/bin/rm', '-rf', '--', aside];

/** All that may become of a path, in the words of any plan. */
export const movesOf = (path: string): readonly Argv[] => [
  moveArgv(path, asideName(path, anyPlan)),
  moveArgv(asideName(path, anyPlan), path),
  moveArgv(path, takenOutName(path, anyPlan)),
  forgetArgv(asideName(path, anyPlan)),
  forgetArgv(takenOutName(path, anyPlan)),
];
