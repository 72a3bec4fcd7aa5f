import { sh } from '../sh.ts';

/**
 * POSIX sh shared by programs that read SQLite, by the `sqlite3` of the host or the one inside its python3.
 *   query FILE SQL    one statement; rows as lines, columns joined by `|`. FILE is a path or a `file:` address; it is
 *                     opened to be read only and must exist
 *   copy PATH NAME    a consistent copy into NAME of the present folder (letters, digits, dots and dashes), from one read
 *                     transaction, so that writers neither tear it nor make it begin again
 *   count_rows FILE   prints `rows COUNT|"table"` lines
 *   inspect FILE      prints `integrity …` lines and, when it is sound, `rows COUNT|"table"` lines; 30 when it is not
 * Exit code 27: there is neither program.
 */
export const sqliteProgram = sh`
engine=
if command -v sqlite3 >/dev/null 2>&1; then
  engine=sqlite3
elif command -v python3 >/dev/null 2>&1; then
  engine=python3
fi

query() {
  case $engine in
    sqlite3) sqlite3 -readonly -batch -bail -init /dev/null -noheader -list -cmd '.timeout 15000' "$1" "$2" ;;
    python3) python3 -c '
import sqlite3, sys, urllib.parse
file, statement = sys.argv[1:]
if not file.startswith("file:"):
    file = "file:" + urllib.parse.quote(file) + "?mode=ro"
database = sqlite3.connect(file, uri=True, timeout=15)
for row in database.execute(statement):
    print("|".join(str(value) for value in row))
' "$1" "$2" ;;
    *) return 27 ;;
  esac
}

copy() {
  case $engine in
    sqlite3) sqlite3 -readonly -batch -bail -init /dev/null "$1" '.timeout 15000' BEGIN \
      'SELECT count(*) FROM sqlite_master' ".backup $2" COMMIT >/dev/null ;;
    python3) python3 -c '
import sqlite3, sys, urllib.parse
source = sqlite3.connect("file:" + urllib.parse.quote(sys.argv[1]) + "?mode=ro", uri=True, timeout=15)
target = sqlite3.connect(sys.argv[2])
source.backup(target, pages=-1)
target.close()
' "$1" "$2" ;;
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
