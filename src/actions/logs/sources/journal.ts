import * as z from 'zod';
import { perlJournal, perlJournalBegun } from '../reader/perl-journal.ts';
import { commonFields } from './common-fields.ts';
import { given, type LogSource } from './log-source.ts';

const spec = z.strictObject({ ...commonFields, journal: z.string().min(1).regex(/^[^-]/, 'the name of a unit') });

/** A unit's lines in systemd's journal; `kernel` is the kernel's. */
export const journal = {
  kind: 'journal',
  key: 'journal',
  spec,
  args: (log: z.output<typeof spec>) => given('journal', log.journal),
  perl: perlJournal,
  perlBegun: perlJournalBegun,
} as const satisfies LogSource<z.output<typeof spec>>;
