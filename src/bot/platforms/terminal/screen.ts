import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';
import { liveText } from './live-text.ts';

/** Where messages are read. */
export interface Screen {
  /** The newest words of a message: in place of its earlier ones where they still stand last, else what changed, below. */
  show(messageId: string, text: string): void;
}

export interface Console extends Screen {
  readonly width: number | undefined;
  readonly colour: boolean;
  /** Begins to read. Lines typed, until the input ends or `close`. */
  lines(): AsyncIterator<string>;
  /** Asks for the next line; `hidden`: what is typed is neither shown nor remembered. */
  prompt(words: string, hidden?: boolean): void;
  close(): void;
}

/** Messages whose words are remembered, to tell what changes in them. */
const mostRemembered = 200;

/** This process's own terminal, or what stands in its place. */
export function openConsole(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Console {
  const live = liveText(output);
  let hidden = false;
  let prompted = false;
  let last: string | undefined;
  const said = new Map<string, string>();
  // What readline echoes goes through here, so that it can be kept from the screen.
  const echo = new Writable({
    decodeStrings: false,
    write(chunk: string, _encoding, done) {
      // At once, so that it keeps its place among what is said meanwhile.
      if (!hidden) output.write(chunk);
      done();
    },
  });
  Object.defineProperty(echo, 'columns', { get: () => output.columns });
  let lines: Interface | undefined;
  return {
    get width() {
      return output.columns === 0 ? undefined : output.columns; // a terminal that was never told its size
    },
    colour: output.isTTY === true && process.env.NO_COLOR === undefined,
    show(messageId, text) {
      const before = said.get(messageId);
      said.delete(messageId);
      said.set(messageId, text);
      for (const oldest of said.keys()) if (said.size > mostRemembered) said.delete(oldest);
      if (text === before) return;
      if (messageId !== last) live.done();
      last = messageId;
      // A message that comes while somebody types must not stand in their line.
      const typing = prompted && output.isTTY === true && !hidden;
      if (typing) output.write('\r\u001b[K');
      live.show(text, before);
      if (typing) lines?.prompt(true);
    },
    lines() {
      keepMode(input);
      const opened = createInterface({ input, output: echo, prompt: '', terminal: input.isTTY === true });
      lines = opened;
      opened.on('history', (history: string[]) => {
        if (hidden) history.shift();
      });
      opened.on('SIGINT', () => opened.close());
      opened.on('error', () => opened.close());
      opened.on('close', () => {
        lines = undefined;
      });
      return typedLines(opened[Symbol.asyncIterator]());
    },
    prompt(words, hide = false) {
      if (lines === undefined) return;
      live.done();
      last = undefined;
      lines.setPrompt(words);
      lines.prompt();
      hidden = hide;
      prompted = true;
    },
    close: () => lines?.close(),
  };

  async function* typedLines(all: AsyncIterator<string>): AsyncGenerator<string, undefined> {
    for (let next = await all.next(); next.done !== true; next = await all.next()) {
      if (hidden && output.isTTY) output.write('\n');
      hidden = false;
      prompted = false;
      last = undefined;
      live.done();
      yield next.value;
    }
    return undefined;
  }
}

/** readline sets a terminal's mode back at its end, which throws where nobody can catch it when the terminal was closed. */
function keepMode(input: NodeJS.ReadStream): void {
  if (typeof input.setRawMode !== 'function') return;
  const setRawMode = input.setRawMode.bind(input);
  input.setRawMode = (mode) => {
    try {
      return setRawMode(mode);
    } catch {
      return input;
    }
  };
}
