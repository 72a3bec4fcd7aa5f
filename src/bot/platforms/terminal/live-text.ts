import { clearScreenDown, cursorTo, moveCursor } from 'node:readline';
import type { WriteStream } from 'node:tty';
import { changedLines } from './changed-lines.ts';

export interface LiveText {
  /** The newest state in place of the one before; where that (`before`) stands above other words by now, what changed. */
  show(text: string, before: string | undefined): void;
  /** That was its last word; what comes after stands below it. */
  done(): void;
}

/** One text that is rewritten in place on a terminal; into a pipe what changed is written below. */
export function liveText(out: WriteStream | NodeJS.WriteStream): LiveText {
  let shown: string | undefined;
  let written: (text: string) => string = (text) => text;
  return {
    show(text, before) {
      const standsLast = shown !== undefined;
      if (!standsLast || !out.isTTY)
        written = before === undefined ? (whole) => whole : (now) => changedLines(before, now, !standsLast);
      const words = written(text);
      if (words === '' && !standsLast) return;
      if (shown !== undefined && out.isTTY) {
        moveCursor(out, 0, -shown.split('\n').length);
        cursorTo(out, 0);
        clearScreenDown(out);
      }
      if (words !== '') out.write(`${words}\n`);
      shown = words === '' && out.isTTY ? undefined : words;
    },
    done() {
      shown = undefined;
    },
  };
}
