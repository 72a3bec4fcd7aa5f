import { clearScreenDown, cursorTo, moveCursor } from 'node:readline';
import type { WriteStream } from 'node:tty';

export interface LiveText {
  /** The newest state, in place of the one before. */
  show(text: string): void;
  /** That was its last word; what comes after stands below it. */
  done(): void;
}

/** One text that is rewritten in place on a terminal; into a pipe each change is written below the other. */
export function liveText(out: WriteStream | NodeJS.WriteStream): LiveText {
  let shown: string | undefined;
  return {
    show(text) {
      if (text === shown) return;
      if (shown !== undefined && out.isTTY) {
        moveCursor(out, 0, -shown.split('\n').length);
        cursorTo(out, 0);
        clearScreenDown(out);
      }
      out.write(`${text}\n`);
      shown = text;
    },
    done() {
      shown = undefined;
    },
  };
}
