import type { Argv } from '../../ports.ts';
import { sh } from '../../sh.ts';
import { awkProgram } from './awk-program.ts';
import { type Needs, perlProgram } from './perl-program.ts';
import { pythonProgram } from './python-program.ts';
import { shellProgram } from './shell-program.ts';

/** What a log can be read with, best first. `sh` is sh with awk, and with tac where there is no awk. */
export const readers = ['perl', 'python3', 'sh'] as const;
export type Reader = (typeof readers)[number];

const programs: Readonly<Record<Reader, (needs: Needs) => string>> = {
  perl: (needs) => `${perlProgram(needs)}\n__END__\n`,
  python3: pythonProgram,
  sh: () => `awk_program='${awkProgram.replaceAll("'", "'\\''")}'\n${shellProgram}`,
};

/**
 * Arguments: the readers that were sent, then what they are told. Their programs stand on the standard input, each between lines
 * that name it. Perl, which is first, reads its own and stops at its end; what the others need is cut out.
 */
const choose = sh`
readers=$1
shift
has() { command -v "$1" >/dev/null 2>&1; }
program() { sed -n "/^#> $1\$/,/^#< $1\$/p"; }
for reader in $readers; do
  case $reader in
    perl) has perl && exec perl - "$@" ;;
    python3) has python3 && has sed && exec python3 -S -E -c "$(program python3)" "$@" ;;
    sh) has sed && eval "$(program sh)" && exit 0 ;;
  esac
done
exit 127
`;
/** Perl that was found before is asked without a shell between; where it has gone it exits with 127 like any other. */
export const readerArgv = (among: readonly Reader[], words: readonly string[]): Argv =>
  among.join() === 'perl' ? ['perl', '-', ...words] : ['sh', '-c', choose, 'zhiban', among.join(' '), ...words];

export const readersText = (among: readonly Reader[], needs: Needs): string =>
  among.map((reader) => `#> ${reader}\n${programs[reader](needs)}\n#< ${reader}\n`).join('');

/** What a host calls what it read with. */
export const readerOf = (said: string): Reader => (said === 'python3' ? 'python3' : said === 'perl' ? 'perl' : 'sh');
