import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Console, openConsole } from '../../../../src/bot/platforms/terminal/screen.ts';

/** A terminal's two ends: what is typed, and every byte written to it. */
class Tty extends PassThrough {
  readonly isTTY = true;
  readonly columns = 80;
  written = '';
  override write(chunk: unknown, ...rest: never[]): boolean {
    this.written += String(chunk);
    return super.write(chunk, ...rest);
  }
}

let keyboard: Tty;
let paper: Tty;
let screen: Console;
beforeEach(() => {
  keyboard = new Tty();
  paper = new Tty();
  paper.resume();
  // A stream with what readline and the screen use of a terminal.
  screen = openConsole(keyboard as unknown as NodeJS.ReadStream, paper as unknown as NodeJS.WriteStream);
});
afterEach(() => screen.close());

/** Lets readline take in what was typed. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('what is asked for privately', () => {
  test('is not shown while it is typed, nor remembered, and the next line is shown again', async () => {
    const lines = screen.lines();
    screen.prompt('alice › ');
    keyboard.push('/token set teaching openai\r');
    expect(await lines.next()).toMatchObject({ value: '/token set teaching openai' });
    screen.prompt('hidden › ', true);
    for (const key of 'sk-very-secret') keyboard.push(key);
    keyboard.push('\r');
    expect(await lines.next()).toMatchObject({ value: 'sk-very-secret' });
    screen.prompt('alice › ');
    keyboard.push('/health\r');
    expect(await lines.next()).toMatchObject({ value: '/health' });
    screen.prompt('alice › ');
    // Up, twice: the history holds commands alone.
    keyboard.push('\u001b[A\u001b[A\r');
    expect(await lines.next()).toMatchObject({ value: '/token set teaching openai' });
    expect(paper.written).toContain('/health');
    expect(paper.written).toContain('hidden › ');
    expect(paper.written).not.toMatch(/very|secret/);
  });
});

test('a message that changes is rewritten in place while it stands last, and said below when it does not', async () => {
  screen.show('m1', 'starting');
  screen.show('m1', 'started');
  screen.show('m2', 'something else');
  screen.show('m1', 'finished');
  const rewritten = paper.written.split('\u001b[1A').length - 1;
  expect(rewritten).toBe(1);
  expect(paper.written).toMatch(/something else\nfinished\n$/);
});

test('a message that comes while somebody types leaves their line whole, below it', async () => {
  const lines = screen.lines();
  screen.prompt('alice › ');
  keyboard.push('/resta');
  await settle();
  screen.show('m1', 'an alert');
  keyboard.push('rt llm\r');
  expect(await lines.next()).toMatchObject({ value: '/restart llm' });
  const after = paper.written.slice(paper.written.indexOf('an alert'));
  expect(after).toContain('alice › ');
  expect(after).toContain('/resta');
});

describe('a message that changes below other words', () => {
  const before = 'demo · llm: not running · critical    alert 12\n  Bob told\n[Acknowledge] /ack 12';
  const acknowledged = 'demo · llm: not running · critical    alert 12\n  acknowledged by Bob\n';
  const over = 'demo · llm · resolved    alert 12\n  acknowledged by Bob';

  test('says only what changed, and whose it is where its heading stayed', () => {
    screen.show('m1', before);
    screen.show('m2', 'something else');
    screen.show('m1', acknowledged);
    screen.show('m2', 'something more');
    screen.show('m1', over);
    expect(paper.written).toBe(
      `${before}\nsomething else\n↳ alert 12\n    acknowledged by Bob\nsomething more\ndemo · llm · resolved    alert 12\n`,
    );
  });

  test('is not said again where nothing changed, nor where a line was only taken away', () => {
    screen.show('m1', before);
    screen.show('m2', 'something else');
    screen.show('m1', before);
    screen.show('m1', before.split('\n').slice(0, 2).join('\n'));
    expect(paper.written).toBe(`${before}\nsomething else\n`);
  });

  test('what changed is itself rewritten in place while it stands last', () => {
    screen.show('m1', 'run 3\nstep 1');
    screen.show('m2', 'something else');
    screen.show('m1', 'run 3\nstep 2');
    screen.show('m1', 'run 3\nstep 3');
    expect(paper.written.split('\u001b[2A')).toHaveLength(2);
    expect(paper.written.split('\u001b[2A')[1]).toMatch(/↳ run 3\n {2}step 3\n$/);
  });
});

test('into a pipe each line of a message that changes is written once', () => {
  const pipe = new PassThrough();
  const piped = openConsole(new PassThrough() as unknown as NodeJS.ReadStream, pipe as unknown as NodeJS.WriteStream);
  for (const state of ['planned', 'running', 'succeeded', 'succeeded'])
    piped.show('m1', `break-glass · ${state}\nthe result`);
  expect(String(pipe.read())).toBe(
    'break-glass · planned\nthe result\nbreak-glass · running\nbreak-glass · succeeded\n',
  );
});
