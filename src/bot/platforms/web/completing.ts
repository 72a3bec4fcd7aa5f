import type { Person } from '../../../auth/principal.ts';
import type { Desk } from '../../../handlers/desk.ts';
import type { Reader } from '../../../handlers/language/reader.ts';
import type { Room } from './rooms.ts';

/** Who types what, where. */
export interface Completing {
  readonly desk: Desk;
  readonly person: Person;
  readonly room: Room;
  /** What stands before the caret. */
  readonly text: string;
  readonly reader: Reader;
}
