import { perlEntries } from './perl-entries.ts';
import { perlFiles } from './perl-files.ts';
import { perlFollow } from './perl-follow.ts';
import { perlJournal } from './perl-journal.ts';
import { perlLines } from './perl-lines.ts';
import { perlMain } from './perl-main.ts';
import { perlSources } from './perl-sources.ts';
import { perlTime } from './perl-time.ts';

// To be compiled takes the program longer than to answer, so what is for people stays here.
const bare = (part: string): string => part.replace(/^\s+/gm, '').replace(/^#.*\n/gm, '');
const [time, lines, entries, files, sources, main] = [
  perlTime,
  perlLines,
  perlEntries,
  perlFiles,
  perlSources,
  perlMain,
].map(bare);
const [journal, follow] = [perlJournal, perlFollow].map(bare);

/** The reading program, for the standard input of `perl -`. Needs no module, so what `perl-base` brings is enough. */
export const perlProgram = (needs: { readonly journal: boolean; readonly follow: boolean }): string =>
  [time, lines, entries, files, sources, needs.follow ? follow : '', needs.journal ? journal : '', main].join('');
