import { sh } from '../../../sh.ts';
import { sqliteProgram } from './sqlite-program.ts';

/** The copy is opened as one nobody writes to, so that nothing appears beside it. */
export const inspection = `${sqliteProgram}${sh`
look() {
  inspect "file:$file?mode=ro&immutable=1" || return "$?"
  number=$(query "file:$file?mode=ro&immutable=1" 'PRAGMA user_version')
  shape=$(query "file:$file?mode=ro&immutable=1" 'SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name' |
    sha256sum | cut -c1-12)
  printf 'schema %s/%s\n' "$number" "$shape"
}
`}`;
