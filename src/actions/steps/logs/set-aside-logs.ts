import * as z from 'zod';
import { ok } from '../../result.ts';
import { shownCommand } from '../../shown-command.ts';
import { defineStep } from '../../step.ts';
import { remotePath } from '../../values.ts';
import { filesMemo, filesMoved, lookForWaiting, moveBack, moveFiles, seeFiles } from '../data/files-moved.ts';
import {
  asideLogsArgv,
  backLogsArgv,
  countLogsArgv,
  purgeLogsArgv,
  shownBacks,
  shownMoves,
  shownPurges,
} from './log-files-programs.ts';

const fileName = z
  .string()
  .regex(/^[^/\s]+$/, 'a file name')
  .max(255);

/** Rotated log files of one folder, each named when planned. */
export const logFilesParams = z.strictObject({
  folder: remotePath,
  user: z.string().min(1).optional(),
  /** Behind each name while it is set aside; derives from the plan's id. */
  suffix: z.string().regex(/^(\.zhiban-\w{6})?$/),
  names: z.array(fileName).min(1),
});
export type LogFilesParams = z.output<typeof logFilesParams>;

/** Takes rotated files away under another name beside them, so that it can be undone. Never a file that is open. */
export const setAsideLogs = defineStep({
  kind: 'set-aside-logs',
  params: logFilesParams,
  memo: filesMemo,
  outputs: filesMoved,
  repeatable: true, // what was moved is not there to be moved again
  cancellable: 'after-step',
  describe: (params) => shownMoves(params).map(shownCommand),
  prepare: (params, context) => seeFiles(countLogsArgv(params), context),
  perform: (params, _memo, context) => moveFiles(asideLogsArgv(params), context),
  undo: (params, memo, context) =>
    moveBack({ count: countLogsArgv(params), back: backLogsArgv(params), names: params.names }, memo, context),
  manual: (params) => shownBacks(params).map(shownCommand),
  readBack: (params, _memo, context) => lookForWaiting(countLogsArgv(params), context),
  recall: (params, _memo, context) => moveFiles(countLogsArgv(params), context),
});

/** Deletes for good what an earlier cleanup had set aside. */
export const purgeLogs = defineStep({
  kind: 'purge-logs',
  params: logFilesParams,
  memo: z.strictObject({}),
  outputs: filesMoved,
  repeatable: true, // what is gone is not there to be deleted again
  cancellable: 'after-step',
  describe: (params) => shownPurges(params).map(shownCommand),
  prepare: async () => ok({}),
  perform: (params, _memo, context) => moveFiles(purgeLogsArgv(params), context),
  readBack: (params, _memo, context) => lookForWaiting(countLogsArgv({ ...params, suffix: '' }), context),
});
