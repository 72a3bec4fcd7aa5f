import { perlEntries } from './perl-entries.ts';
import { perlFiles } from './perl-files.ts';
import { perlFollow } from './perl-follow.ts';
import { perlLines } from './perl-lines.ts';
import { perlMain } from './perl-main.ts';
import { perlSources } from './perl-sources.ts';
import { perlTime } from './perl-time.ts';

/** The reading program, for the standard input of `perl -`. Needs no module, so what `perl-base` brings is enough. */
export const perlProgram = [perlTime, perlLines, perlEntries, perlFiles, perlSources, perlFollow, perlMain].join('');
