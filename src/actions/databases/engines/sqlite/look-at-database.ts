import type { Question } from '../../../ask-hosts.ts';
import { readLines } from '../../../runtimes/pidfile/process-facts.ts';
import { programArgv, sh } from '../../../sh.ts';
import { countsIn } from '../../row-counts.ts';
import type { DatabaseSeen, Depth } from '../engine.ts';
import type { SqliteSpec } from './spec.ts';
import { sqliteProgram } from './sqlite-program.ts';

/** Above it a quick look does not read all: 50 MB take about 0.2 s. */
const quickBytes = 50_000_000;

/** Arguments: path, depth, bytes that are read whole by a quick look. */
const program = `${sqliteProgram}${sh`
path=$1 depth=$2 limit=$3
# A quick look stands in one batch with others, which must not be kept waiting.
[ "$depth" != quick ] || busy=1500
state() {
  printf 'state %s\n' "$1"
  exit 0
}
[ -e "$path" ] || state missing
[ -f "$path" ] || state missing
bytes=$(stat -Lc %s -- "$path") || state unreadable
printf 'bytes %s\n' "$bytes"
for file in "$path" "$path-wal"; do
  [ ! -e "$file" ] || printf 'written %s\n' "$(stat -Lc %Y -- "$file")"
done
[ ! -e "$path-wal" ] || printf 'wal %s\n' "$(stat -c %s -- "$path-wal")"
[ "$bytes" -gt 0 ] || state empty
[ -r "$path" ] || state unreadable
[ -n "$engine" ] || state no-engine

# Runs one statement; a failure that does not pass means damage.
ask() {
  answer=$(query "$path" "$1" 2>&1) && return
  printf 'why %s\n' "$(printf '%s\n' "$answer" | grep -v '^ ' | tail -n 1)"
  case $answer in
    *malformed* | *'not a database'* | *corrupt* | *'disk I/O error'*) state damaged ;;
    *) state unknown ;;
  esac
}
ask 'SELECT page_size, page_count, freelist_count FROM pragma_page_size, pragma_page_count, pragma_freelist_count'
printf 'pages %s\n' "$answer"
ask 'SELECT count(*) FROM sqlite_master'
case $depth in
  quick)
    if [ "$bytes" -gt "$limit" ]; then
      echo 'read opened'
    else
      ask 'PRAGMA quick_check(1)'
      echo 'read whole'
    fi
    ;;
  full)
    ask 'PRAGMA integrity_check(20)'
    echo 'read whole'
    ;;
esac
case $answer in
  ok | [0-9]*) ;;
  *)
    printf '%s\n' "$answer" | grep -v '^\*\*\*' | sed 's/^/why /'
    state damaged
    ;;
esac
if [ "$depth" = full ]; then
  ask 'SELECT count(*) FROM pragma_foreign_key_check'
  printf 'orphans %s\n' "$answer"
fi
[ "$depth" = quick ] || count_rows "$path"
if [ "$depth" = sizes ]; then
  # Not every SQLite was built with it.
  query "$path" 'SELECT sum(s.pgsize), json_quote(m.tbl_name) FROM dbstat s JOIN sqlite_master m ON m.name = s.name
    WHERE s.aggregate = 1 GROUP BY m.tbl_name ORDER BY 1 DESC LIMIT 30' 2>/dev/null | sed 's/^/size /'
fi
state sound
`}`;

export const lookAtDatabase = ({ host, path }: SqliteSpec, depth: Depth): Question<DatabaseSeen> => ({
  host,
  commands: [programArgv(program, path, depth, String(quickBytes))],
  read: ([answer]) => {
    const found = readLines(answer?.stdout ?? '');
    const [why] = found.get('why') ?? [];
    const written = (found.get('written') ?? []).map(Number).filter((seconds) => seconds > 0);
    const [pageSize = 0, , freePages = 0] = (found.get('pages')?.[0] ?? '').split('|').map(Number);
    const [read] = found.get('read') ?? [];
    return {
      ...(read === 'whole' || read === 'opened' ? { read } : {}),
      state: stateIn(found.get('state')?.[0]),
      ...(why === undefined ? {} : { why }),
      bytes: Number(found.get('bytes')?.[0] ?? 0),
      walBytes: Number(found.get('wal')?.[0] ?? 0),
      freeBytes: pageSize * freePages,
      ...(written.length === 0 ? {} : { writtenAtMs: Math.max(...written) * 1_000 }),
      foreignKeyFaults: Number(found.get('orphans')?.[0] ?? 0),
      rows: countsIn(found.get('rows') ?? []),
      tableBytes: countsIn(found.get('size') ?? []),
    };
  },
});

const states: readonly DatabaseSeen['state'][] = ['sound', 'damaged', 'missing', 'empty', 'unreadable', 'no-engine'];
const stateIn = (word: string | undefined): DatabaseSeen['state'] => states.find((each) => each === word) ?? 'unknown';
