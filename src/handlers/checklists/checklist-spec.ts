import * as z from 'zod';
import { name } from '../../actions/values.ts';
import { checklistKinds } from '../store/checklists.ts';

/** Once for everybody, or in each language. */
const words = (most: number) => {
  const said = z.string().min(1).max(most);
  return z.union([said, z.strictObject({ en: said, zh: said })]);
};

/** One line of a list: a query that the machine asks, or a question that only a person can answer. */
export const checklistItemSpec = z
  .strictObject({
    title: words(80),
    /** As it would be typed in the system's room, e.g. `/health`. Only what reads. */
    command: z.string().regex(/^\/\S/, 'a command with its slash, e.g. /health').optional(),
    /** What a person is asked to do. */
    ask: words(300).optional(),
    /** A command offered beside it. */
    offer: z.string().regex(/^\/\S/, 'a command with its slash').optional(),
  })
  .refine(({ command, ask }) => (command === undefined) !== (ask === undefined), 'either a command or an ask');

export const checklistsSpec = z.partialRecord(z.enum(checklistKinds), z.record(name, checklistItemSpec));
export type ChecklistsSpec = z.output<typeof checklistsSpec>;
export type ChecklistItem = z.output<typeof checklistItemSpec> & { readonly id: string };
