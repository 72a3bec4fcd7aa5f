import { sh } from '../../../sh.ts';

/**
 * POSIX sh shared by programs that read SQLite, by the `sqlite3` of the host or the one inside its python3.
 *   query FILE SQL    one statement; rows as lines, columns joined by `|`. FILE is a path or a `file:` address; it is
 *                     opened to be read only and must exist
 *   copy PATH NAME    a consistent copy into NAME of the present folder (letters, digits, dots and dashes), from one read
 *                     transaction, so that writers neither tear it nor make it begin again
 *   count_rows FILE   prints `rows COUNT|"table"` lines
 *   address PATH      its `file:` address to be read by: as one nobody writes to where reading would need a file that may
 *                     not be made, which is so of a WAL database at rest in a folder of somebody else's
 *   inspect FILE      prints `integrity …` lines and, when it is sound, `rows COUNT|"table"` lines; 30 when it is not
 * Exit code 27: there is neither program.
 */
export const sqliteProgram = sh`
# How long a lock of somebody else is waited for, milliseconds.
busy=15000
engine=
if command -v sqlite3 >/dev/null 2>&1; then
  engine=sqlite3
elif command -v python3 >/dev/null 2>&1; then
  engine=python3
fi

address() {
  case $1 in file:*)
    printf '%s\n' "$1"
    return
    ;;
  esac
  rest=
  if [ ! -e "$1-wal" ] && [ ! -w "\${1%/*}" ] && [ "$(od -An -tu1 -j18 -N1 "$1" 2>/dev/null | tr -d ' ')" = 2 ]; then
    rest='&immutable=1'
  fi
  printf 'file:%s?mode=ro%s\n' "$(printf '%s\n' "$1" | sed 's/%/%25/g; s/?/%3f/g; s/#/%23/g')" "$rest"
}

query() {
  at=$(address "$1")
  case $engine in
    sqlite3) sqlite3 -readonly -batch -bail -init /dev/null -noheader -list -cmd ".timeout $busy" "$at" "$2" ;;
    python3) python3 -c '
import sqlite3, sys
file, statement, busy = sys.argv[1:]
database = sqlite3.connect(file, uri=True, timeout=int(busy) / 1000)
for row in database.execute(statement):
    print("|".join(str(value) for value in row))
' "$at" "$2" "$busy" ;;
    *) return 27 ;;
  esac
}

copy() {
  at=$(address "$1")
  case $engine in
    sqlite3) sqlite3 -readonly -batch -bail -init /dev/null "$at" '.timeout 15000' BEGIN \
      'SELECT count(*) FROM sqlite_master' ".backup $2" COMMIT >/dev/null ;;
    python3) python3 -c '
import sqlite3, sys
source = sqlite3.connect(sys.argv[1], uri=True, timeout=15)
target = sqlite3.connect(sys.argv[2])
source.backup(target, pages=-1)
target.close()
' "$at" "$2" ;;
    *) return 27 ;;
  esac
}

inspect() {
  [ -n "$engine" ] || return 27
  verdict=$(query "$1" 'PRAGMA integrity_check(20)' 2>&1)
  code=$?
  printf '%s\n' "$verdict" | sed 's/^/integrity /'
  [ "$code" = 0 ] && [ "$verdict" = ok ] || return 30
  count_rows "$1"
}

count_rows() {
  tables=$(query "$1" "
    SELECT 'SELECT count(*), ' || quote(json_quote(name)) || ' FROM \"' || replace(name, '\"', '\"\"') || '\"'
    FROM sqlite_master
    WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%' AND instr(name, char(10)) = 0
    ORDER BY name") || return 30
  [ -n "$tables" ] || return 0
  printf '%s\n' "$tables" | while IFS= read -r statement; do
    count=$(query "$1" "$statement") || exit 30
    printf 'rows %s\n' "$count"
  done
}
`;
