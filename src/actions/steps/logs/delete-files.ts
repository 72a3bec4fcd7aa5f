import * as z from 'zod';
import { shownCommand } from '../../shown-command.ts';
import { defineStep } from '../../step.ts';
import { remotePath } from '../../values.ts';
import { filesMemo, filesMoved, lookForWaiting, moveBack, moveFiles, seeFiles } from '../data/files-moved.ts';
import { asideArgv, backArgv, countArgv } from '../data/set-aside-programs.ts';

const fileName = z
  .string()
  .min(1)
  .refine((name) => !name.includes('/') && name !== '.' && name !== '..', 'a file name');

/** Files of one folder, each named when planned. */
export const deleteFilesParams = z.strictObject({
  folder: remotePath,
  /** The folder inside it that they are moved into; its name derives from the plan's id. */
  aside: fileName,
  names: z.array(fileName).min(1),
});
export type DeleteFilesParams = z.output<typeof deleteFilesParams>;

/** Takes files away by moving them into a set-aside folder, so that it can be undone. Never a file that is open. */
export const deleteFiles = defineStep({
  kind: 'delete-files',
  params: deleteFilesParams,
  memo: filesMemo,
  outputs: filesMoved,
  repeatable: true, // what was moved is not there to be moved again
  cancellable: 'after-step',
  describe: ({ folder, aside, names }) => [
    `cd ${shownCommand([folder])} && mkdir ${shownCommand([aside])}`,
    ...names.map((name) => shownCommand(['mv', `./${name}`, `${aside}/`])),
  ],
  prepare: (params, context) => seeFiles(countArgv(params), context),
  perform: (params, _memo, context) => moveFiles(asideArgv(params), context),
  undo: (params, memo, context) =>
    moveBack({ count: countArgv(params), back: backArgv(params), names: params.names }, memo, context),
  manual: ({ folder, aside }) => [`cd ${shownCommand([folder])} && mv ${shownCommand([aside])}/* .`],
  readBack: (params, _memo, context) => lookForWaiting(countArgv(params), context),
  recall: (params, _memo, context) => moveFiles(countArgv(params), context),
});
