import { sources } from '../sources/table.ts';
import { perlChoice } from './perl-choice.ts';
import { perlCounts, perlTallies, perlTraces } from './perl-counts.ts';
import { perlEntries } from './perl-entries.ts';
import { perlFaults } from './perl-faults.ts';
import { perlFiles } from './perl-files.ts';
import { perlFollow } from './perl-follow.ts';
import { perlForms } from './perl-forms.ts';
import { perlLines } from './perl-lines.ts';
import { perlMain } from './perl-main.ts';
import { perlNewest } from './perl-newest.ts';
import { perlRuns, perlSurvey } from './perl-runs.ts';
import { perlScan } from './perl-scan.ts';
import { perlApart, perlSift } from './perl-sift.ts';
import { perlSources } from './perl-sources.ts';
import { perlArgs, perlTime } from './perl-time.ts';
import { perlTurned } from './perl-turned.ts';
import { perlUnstamped, perlWords } from './perl-words.ts';
import { perlFolds, perlZone } from './perl-zone.ts';

/** `strict` is for those who write it; to load it takes a host as long as a search. */
const bare = (part: string): string =>
  part
    .replace(/^\s+/gm, '')
    .replace(/^#.*\n/gm, '')
    .replace(/\b(?:use|no) strict(?: 'refs')?;/g, '');

// To be compiled takes the program longer than to answer: what is not always needed is compiled when it is first called.
const always = [perlTime, perlLines, perlEntries, perlFaults];
const parts = {
  ...{ forms: perlForms, words: perlWords, zone: perlZone, counts: perlCounts, tallies: perlTallies },
  ...{ traces: perlTraces, sift: perlSift, apart: perlApart, unstamped: perlUnstamped, folds: perlFolds },
};
const ofFiles = [perlFiles, perlRuns, perlSources];
const partsOfFiles = { turned: perlTurned, choice: perlChoice, scan: perlScan, survey: perlSurvey, newest: perlNewest };

const kept = (name: string, part: string): string => {
  const subs = [...part.matchAll(/^sub (\w+)/gm)].map(([, sub]) => sub).join(' ');
  return `$part_of{$_} = '${name}' for qw(${subs});\n$parts{${name}} = <<'END_OF_PART';\n${bare(part)}END_OF_PART\n`;
};
const loader = `our $AUTOLOAD;
sub load_part {
my $part = delete $parts{$_[0]};
!defined $part or eval "$part;1" or die $@;
}
sub AUTOLOAD {
my $name = $AUTOLOAD =~ s/.*:://r;
load_part($part_of{$name} // die "no $name\\n");
defined &{$name} or die "no $name\\n";
goto &{\\&$name};
}
`;

/** All of it as it was written, nothing put off: what tests have perl look at with all its strictness. */
export const perlSource = (): string =>
  [
    perlArgs,
    ...sources.map((source) => ('perlBegun' in source ? source.perlBegun : '')),
    ...[...always, ...ofFiles],
    ...Object.values({ ...parts, ...partsOfFiles }),
    ...sources.map((source) => ('perl' in source ? source.perl : '')),
    ...[perlFollow, perlMain],
  ].join('');

export interface Needs {
  /** Kinds of sources that are read. */
  readonly sources: ReadonlySet<string>;
  readonly follow: boolean;
}

const keptAll = (all: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(all).map(([name, part]) => kept(name, part));
const args = bare(perlArgs);
const first = [...always.map(bare), 'my (%parts, %part_of);\n', ...keptAll(parts)].join('');
const files = [...ofFiles.map(bare), ...keptAll(partsOfFiles)].join('');
const last = `${loader}${bare(perlMain)}`;
const following = kept('follow', perlFollow);
const ofSources = sources.flatMap((source) =>
  'perl' in source ? [{ kind: source.kind, begun: bare(source.perlBegun), text: kept(source.kind, source.perl) }] : [],
);

/** The reading program, for the standard input of `perl -`. Needs no module, so what `perl-base` brings is enough. */
export const perlProgram = (needs: Needs): string => {
  const own = ofSources.filter(({ kind }) => needs.sources.has(kind));
  return [
    args,
    ...own.map(({ begun }) => begun),
    first,
    needs.sources.has('file') ? files : '',
    ...own.map(({ text }) => text),
    needs.follow ? following : '',
    last,
  ].join('');
};
