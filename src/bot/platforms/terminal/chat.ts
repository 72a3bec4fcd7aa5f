import { hostname } from 'node:os';
import { texts } from '../../../actions/text.ts';
import { identify } from '../../../auth/identify.ts';
import type { Person } from '../../../auth/principal.ts';
import type { Desk } from '../../../handlers/desk.ts';
import { languageFor } from '../../../handlers/language/language-for.ts';
import { translate } from '../../../handlers/language/translate.ts';
import { answerKey } from '../../../handlers/outbox/post.ts';
import { type TerminalPlatform, terminalPlatform } from './platform.ts';
import { openConsole } from './screen.ts';

const say = texts('terminal.chat', {
  hidden: { en: 'not shown while you type; Enter alone gives up › ', zh: '输入时不显示,直接回车表示放弃 › ' },
});

export interface TerminalChat {
  readonly desk: Desk;
  /** Who sits at the terminal; undefined: nobody may talk, the process only serves. */
  readonly person: string | undefined;
  /** Why nobody may, for whoever types all the same. */
  readonly nobody?: string;
  /** The same as the operating system knows them; without it (the demo) they are simply there. */
  readonly caller?: Person | undefined;
  /** Commands given before the first prompt, and after the last. */
  readonly first: readonly string[];
  readonly last: readonly string[];
}

export interface Terminal {
  readonly platform: TerminalPlatform;
  /** Talks until the input ends (when anything was typed), `exit` is typed, or the signal. The platform must be connected. */
  chat(welcome: string, end: AbortSignal): Promise<void>;
}

const lookEveryMs = 30;
/** Most answers are there by then. */
const patienceMs = 1_500;

/** This process's terminal as a place to talk. */
export function openTerminal({ desk, person, nobody = '', caller, first, last }: TerminalChat): Terminal {
  let me = person;
  // Root in somebody's name must stay so: a yes from here is no second person's.
  const principal = (): Person | undefined =>
    me === undefined ? undefined : me === caller?.id ? caller : personAt(desk, me);
  const screen = openConsole(process.stdin, process.stdout);
  const ended = new AbortController();

  const answered = async (deliveryKey: string): Promise<void> => {
    for (;;) {
      const row = await desk.store.outbox.get(answerKey(deliveryKey));
      if (row?.kind === 'final' && (row.state === 'shown' || row.state === 'given-up')) return;
      if (ended.signal.aborted) return;
      await desk.clock.sleep(lookEveryMs);
    }
  };
  const platform = terminalPlatform({
    tenant: hostname(),
    screen,
    width: () => screen.width,
    colour: screen.colour,
    person: principal,
    answered,
    mask: (message) => desk.redactor.json(message),
  });
  const prompt = (): void => {
    if (me !== undefined) screen.prompt(`${me} › `);
  };

  /** Answers what somebody is asked for privately, as often as they are asked. */
  const giveWhatIsAsked = async (lines: AsyncIterator<string>): Promise<void> => {
    for (let ref = platform.takeQuestion(); ref !== undefined; ref = platform.takeQuestion()) {
      const language = languageFor(desk.settings(), { platform: 'terminal', tenant: '', space: me ?? '' }, principal());
      screen.prompt(translate(say.hidden(), { language, timeZone: desk.settings().timeZone, nowMs: 0 }), true);
      const { value, done } = await lines.next();
      if (done === true || value === '') return;
      await platform.say({ text: '', given: { ref, value } });
    }
  };

  /** A person goes on typing, `/cancel` above all, while something takes long; lines from a pipe wait for each other. */
  const saidOrGoingOn = async (text: string): Promise<void> => {
    const said = platform.say({ text });
    if (process.stdin.isTTY !== true) return said;
    const enough = new AbortController();
    const failed = (error: unknown) => desk.log('error', 'what was typed was not taken', { error: String(error) });
    await Promise.race([
      said.catch(failed).finally(() => enough.abort()),
      desk.clock.sleep(patienceMs, enough.signal).catch(() => undefined),
    ]);
  };

  return {
    platform,
    async chat(welcome, end) {
      const stopped = new Promise<void>((resolve) => end.addEventListener('abort', () => resolve(), { once: true }));
      end.addEventListener('abort', () => screen.close(), { once: true });
      for (const text of first) await platform.say({ text });
      process.stdout.write(`\n${welcome}\n\n`);
      let typed = 0;
      const lines = screen.lines();
      prompt();
      for (let next = await lines.next(); next.done !== true; next = await lines.next()) {
        const text = next.value.trim();
        if (text === 'exit' || text === 'quit') break;
        const become = /^[/／]demo as (\S+)$/.exec(text);
        if (desk.settings().demo && become !== null) me = asPerson(desk, become[1] ?? '', me);
        else if (text !== '' && me === undefined) process.stdout.write(`${nobody}\n`);
        else if (text !== '') {
          await saidOrGoingOn(text);
          await giveWhatIsAsked(lines);
        }
        if (text !== '') typed += 1;
        if (end.aborted) break;
        prompt();
      }
      screen.close();
      // Input that was closed from the beginning (a service, a container) is no wish to end.
      if (typed === 0 && process.stdin.isTTY !== true && !end.aborted) await stopped;
      me = person;
      const limit = setTimeout(() => ended.abort(), 15_000 * last.length);
      for (const text of last) await platform.say({ text });
      clearTimeout(limit);
    },
  };
}

/** The demo alone lets one terminal be each of its people. */
function asPerson(desk: Desk, wanted: string, me: string | undefined): string | undefined {
  const ids = Object.keys(desk.settings().policy.people);
  if (ids.includes(wanted)) return wanted;
  console.log(`nobody is called "${wanted}"; there are ${ids.join(', ')}`);
  return me;
}

function personAt(desk: Desk, id: string): Person {
  const via = { platform: 'terminal', id };
  const known = identify(via, desk.settings().policy);
  return known?.kind === 'person' ? known : { kind: 'person', id, via, assumed: false };
}
