import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { createInterface } from 'node:readline';
import { identify } from '../../../auth/identify.ts';
import type { Person } from '../../../auth/principal.ts';
import type { Desk } from '../../../handlers/desk.ts';
import { receive } from '../../../handlers/dispatch/receive.ts';
import { languageFor } from '../../../handlers/language/language-for.ts';
import type { Conversation, Message } from '../../../handlers/message.ts';
import type { Composed } from '../../compose.ts';
import { type LiveText, liveText } from './live-text.ts';
import { renderText } from './render.ts';

export interface TerminalChat {
  readonly composed: Composed;
  /** Who sits at the terminal; undefined: nobody may talk, the process only serves. */
  readonly person: string | undefined;
  /** The same as the operating system knows them; without it (the demo) they are simply there. */
  readonly caller?: Person | undefined;
  /** Commands given before the first prompt, and after the last. */
  readonly first: readonly string[];
  readonly last: readonly string[];
  /** Said once before the first prompt. */
  readonly welcome?: string | undefined;
  readonly end: AbortSignal;
}

/** A chat in the terminal. Ends with the input (when anything was typed), with `exit`, or with the signal. */
export async function terminalChat({
  composed,
  person,
  caller,
  first,
  last,
  welcome,
  end,
}: TerminalChat): Promise<void> {
  const { desk } = composed;
  const live = liveText(process.stdout);
  let me = person;
  // Root in somebody's name must stay so: a yes from here is no second person's.
  const principal = (): Person | undefined =>
    me === undefined ? undefined : me === caller?.id ? caller : personAt(desk, me);
  for (const command of first) await say(desk, principal(), command, live, end);
  if (welcome !== undefined) console.log(`\n${welcome}\n`);
  const lines = createInterface({
    input: process.stdin,
    output: process.stdout,
    prompt: '',
    terminal: process.stdin.isTTY === true,
  });
  let closed = false;
  lines.on('close', () => {
    closed = true;
  });
  const prompt = () => {
    lines.setPrompt(me === undefined ? '' : `${me} › `);
    if (me !== undefined && !closed) lines.prompt();
  };
  const stopped = new Promise<void>((resolve) => {
    end.addEventListener('abort', () => resolve(), { once: true });
  });
  end.addEventListener('abort', () => lines.close(), { once: true });
  lines.on('SIGINT', () => lines.close());
  let typed = 0;
  prompt();
  for await (const line of lines) {
    const text = line.trim();
    if (text === 'exit' || text === 'quit') break;
    const become = /^[/／]demo as (\S+)$/.exec(text);
    if (desk.settings().demo && become !== null) me = asPerson(desk, become[1] ?? '', me);
    else if (text !== '') await say(desk, principal(), text, live, end);
    if (text !== '') typed += 1;
    if (end.aborted) break;
    prompt();
  }
  lines.close();
  // Input that was closed from the beginning (a service, a container) is no wish to end.
  if (typed === 0 && process.stdin.isTTY !== true && !end.aborted) await stopped;
  me = person;
  for (const command of last) await say(desk, principal(), command, live, AbortSignal.timeout(15_000));
}

/** The demo alone lets one terminal be each of its people. */
function asPerson(desk: Desk, wanted: string, me: string | undefined): string | undefined {
  const ids = Object.keys(desk.settings().policy.people);
  if (ids.includes(wanted)) return wanted;
  console.log(`nobody is called "${wanted}"; there are ${ids.join(', ')}`);
  return me;
}

async function say(
  desk: Desk,
  principal: Person | undefined,
  text: string,
  live: LiveText,
  signal: AbortSignal,
): Promise<void> {
  const conversation: Conversation = { platform: 'terminal', tenant: hostname(), space: principal?.id ?? 'nobody' };
  const settings = desk.settings();
  const language = languageFor(settings, conversation, principal);
  const words = (message: Message): string =>
    renderText(desk.redactor.json(message), {
      language,
      timeZone: settings.timeZone,
      nowMs: desk.clock.now(),
      width: process.stdout.columns,
      colour: process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
    });
  const received = await receive(desk, {
    message: {
      deliveryKey: `terminal:${randomUUID()}`,
      conversation,
      sender: principal?.via ?? { platform: 'terminal', id: 'nobody' },
      private: true,
      text,
    },
    principal,
    confirmed: false,
    signal,
    progress: (message) => live.show(words(message)),
  });
  const answer = await received.answer;
  live.done(words(answer.message));
}

function personAt(desk: Desk, id: string): Person {
  const via = { platform: 'terminal', id };
  return identify(via, desk.settings().policy) ?? { kind: 'person', id, via, assumed: false };
}
