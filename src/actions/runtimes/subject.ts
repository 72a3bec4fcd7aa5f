import * as z from 'zod';
import type { Service } from '../inventory.ts';
import { named } from '../names.ts';
import type { Text } from '../text.ts';

/** Whose step it is, for the words around it. */
export const subjectSpec = z.strictObject({ system: z.string(), id: z.string(), title: z.string() });
export type Subject = z.output<typeof subjectSpec>;

export const subjectOf = (service: Service): Subject => ({
  system: service.system,
  id: service.id,
  title: service.title ?? service.id,
});
export const subjectName = ({ id, title }: Subject): Text => named(id, title);

/** What to type about it: unambiguous in every channel. */
export const typed = ({ system, id }: Subject): string => (id === system ? system : `${system} ${id}`);
