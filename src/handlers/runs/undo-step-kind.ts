import * as z from 'zod';
import { ok } from '../../actions/result.ts';
import { defineStep, type StepKind } from '../../actions/step.ts';

/** A step that undoes one step of a finished run, by that step's own kind, parameters and memo. */
export function undoStepKind(kinds: ReadonlyMap<string, StepKind>): StepKind {
  const params = z.strictObject({ kind: z.string(), params: z.unknown(), memo: z.unknown() });
  const inner = (kind: string): StepKind => {
    const found = kinds.get(kind);
    if (found === undefined) throw new Error(`no step kind is named ${kind}`);
    return found;
  };
  return defineStep({
    kind: 'undo-step',
    params,
    memo: z.strictObject({}),
    outputs: z.record(z.string(), z.union([z.string(), z.number()])),
    repeatable: true, // every undo brings about one state, however often it is asked for
    cancellable: 'never',
    describe: ({ kind, params: of, memo }) => {
      const undone = inner(kind);
      return undone.manual?.(undone.params.parse(of), undone.memo.parse(memo)) ?? [`undo ${kind}`];
    },
    prepare: async () => ok({}),
    async perform({ kind, params: of, memo }, _none, context) {
      const undone = inner(kind);
      const result = await undone.undo?.(undone.params.parse(of), undone.memo.parse(memo), context);
      return result?.ok === false ? result : ok({});
    },
    readBack: async () => 'unknown',
  }) as unknown as StepKind; // parameters are parsed by its own schema before they are passed
}
