import * as z from 'zod';
import { sources } from './sources/table.ts';

type SpecsOf<Sources extends readonly { readonly spec: z.ZodType }[]> = {
  readonly [K in keyof Sources]: Sources[K]['spec'];
};
/** One of the kinds of sources, told apart by the field that names the place. */
export const logSpec = z.union(sources.map(({ spec }) => spec) as unknown as SpecsOf<typeof sources>); // the same, place by place

export type LogSpec = z.output<typeof logSpec>;
/** One log of a system. */
export type Log = LogSpec & { readonly id: string; readonly system: string };
export type FileLog = Extract<Log, { readonly path: string }>;

export const logsOf = (system: {
  readonly id: string;
  readonly logs: Readonly<Record<string, LogSpec>>;
}): readonly Log[] => Object.entries(system.logs).map(([id, log]) => ({ ...log, id, system: system.id }));
