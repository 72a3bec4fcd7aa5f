import { clearScreenDown, cursorTo, moveCursor } from 'node:readline';
import type { WriteStream } from 'node:tty';

export interface LiveText {
  /** The newest state, in place of the one before. */
  show(text: string): void;
  /** The last word; what comes after stands below it. */
  done(text: string): void;
}

/** One text that is rewritten in place on a terminal; into a pipe each change is written below the other. */
export function liveText(out: WriteStream | NodeJS.WriteStream): LiveText {
  let shown: string | undefined;
  const replace = (text: string) => {
    if (text === shown) return;
    if (shown !== undefined && out.isTTY) {
      const rows = shown.split('\n').length;
      moveCursor(out, 0, -rows);
      cursorTo(out, 0);
      clearScreenDown(out);
    }
    out.write(`${text}\n`);
    shown = text;
  };
  return {
    show: replace,
    done(text) {
      replace(text);
      shown = undefined;
    },
  };
}
