import * as z from 'zod';
import { takenOutName } from '../../data-moves.ts';
import { ok } from '../../result.ts';
import { shownCommand } from '../../shown-command.ts';
import { defineStep } from '../../step.ts';
import { renameData } from './rename-data.ts';
import { dataParams, shownIfThere } from './set-aside-data.ts';

/**
 * Leaves places that were cleared to a service, which makes its data anew when it starts. Nothing is done here; undone,
 * what was made is moved out of the way, so that what was there before can come back unmixed.
 */
export const renewData = defineStep({
  kind: 'renew-data',
  params: dataParams,
  memo: z.strictObject({}),
  outputs: z.strictObject({}),
  repeatable: true,
  cancellable: 'after-step',
  describe: ({ paths: [path = ''] }) => [shownCommand(['test', '!', '-e', path])],
  prepare: async () => ok({}),
  perform: async () => ok({}),
  undo: (params, _memo, context) => renameData(params, { from: '', to: takenOutName('', params.stamp) }, context),
  manual: (params) => params.paths.map((path) => shownIfThere(params, path, takenOutName(path, params.stamp))),
  readBack: async () => 'done',
});
