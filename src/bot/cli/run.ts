import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { outside } from '../../actions/text.ts';
import type { Person } from '../../auth/principal.ts';
import { receive } from '../../handlers/dispatch/receive.ts';
import { inertJson } from '../../handlers/language/inert.ts';
import { languageFor } from '../../handlers/language/language-for.ts';
import type { Answer, AnswerCode, Conversation, Given } from '../../handlers/message.ts';
import type { Composed, ComposeOptions } from '../compose.ts';
import { prepareForDemo } from '../demo/prepare-for-demo.ts';
import { renderText } from '../platforms/terminal/render.ts';
import { demoConfiguration } from '../project-root.ts';
import { awaitDecision } from './await-decision.ts';
import { exitCode } from './exit-code.ts';
import { givenSecret, type SecretSource } from './given-secret.ts';
import { open } from './open.ts';
import { refusalWords, whoCalls } from './who-calls.ts';

export interface RunOptions extends SecretSource {
  readonly as?: string;
  readonly config?: string;
  readonly json?: boolean;
  readonly yes?: boolean;
  readonly wait?: boolean;
  readonly failOn?: 'warning' | 'critical';
}

/** One command, the very road of the chat: progress on stderr, one result on stdout. Never prompts. */
export async function run(command: string, options: RunOptions, wrap: ComposeOptions['wrap'] = {}): Promise<number> {
  const dir = options.config ?? demoConfiguration();
  const composed = await open(
    {
      dir,
      env: process.env,
      kind: 'cli',
      logLevel: process.env.ZHIBAN_LOG ?? 'silent',
      interrupted: () => {},
      wrap,
    },
    (code, words) => options.json && console.log(wordsOnly(code, words)),
  );
  const { desk } = composed;
  const cancel = new AbortController();
  const interrupt = () => cancel.abort(new Error('interrupted'));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    prepareForDemo(dir, composed.configuration());
    const identified = whoCalls(desk.settings(), options.as, process.env);
    if (!identified.identified) {
      const words = refusalWords(identified, options.as);
      console.log(options.json ? wordsOnly('denied', words) : words);
      return 2;
    }
    const asking = { composed, person: identified.person, options, signal: cancel.signal };
    const asked = await ask(asking, { text: command });
    const answer = asked.code === 'needs-input' ? await give(asking, asked) : asked;
    const waits = options.wait === true && answer.approvalId !== undefined;
    // Who is to say yes needs the code, and who waits to see what for.
    if (waits) console.error(shownTo(composed, identified.person, answer));
    const final = waits ? await awaitDecision(desk, answer, cancel.signal) : answer;
    print(composed, identified.person, final, options.json === true);
    return exitCode(final, options.failOn);
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await composed.close();
  }
}

/** The JSON of a command that was not even read. */
const wordsOnly = (code: AnswerCode, text: string): string =>
  inertJson({ ok: false, code, text, message: { blocks: [] } });

const conversation = (person: Person): Conversation => ({ platform: 'terminal', tenant: hostname(), space: person.id });

interface Asking {
  readonly composed: Composed;
  readonly person: Person;
  readonly options: RunOptions;
  readonly signal: AbortSignal;
}

/** Gives what was asked for privately, where it was brought along; the question itself otherwise. */
async function give(asking: Asking, asked: Answer): Promise<Answer> {
  const question = asked.message.blocks.find((block) => block.type === 'private-input');
  const found = givenSecret(asking.options);
  if (question === undefined) return asked;
  if (found === undefined) {
    console.error('give it with --secret-stdin or --secret-file PATH, never as an argument');
    return asked;
  }
  if ('fault' in found)
    return { code: 'bad-input', message: { blocks: [{ type: 'text', text: outside(found.fault) }] } };
  return ask(asking, { text: '', given: { ref: question.ref, value: found.value } });
}

async function ask(
  { composed, person, options, signal }: Asking,
  said: { readonly text: string; readonly given?: Given },
): Promise<Answer> {
  const told = new Set<string>();
  const received = await receive(composed.desk, {
    message: {
      deliveryKey: `cli:${randomUUID()}`,
      conversation: conversation(person),
      sender: person.via,
      private: true,
      // What was brought along is given once.
      ...(said.given === undefined ? { takesInput: true as const } : {}),
      ...said,
    },
    principal: person,
    confirmed: options.yes === true,
    signal,
    // A pipe keeps every line, so each is said once; what only waits is not worth a line yet.
    progress: (message) => {
      const words = shownTo(composed, person, { code: 'ok', message });
      for (const line of words.split('\n')) {
        if (told.has(line) || line.includes('○')) continue;
        told.add(line);
        console.error(line);
      }
    },
  });
  return received.answer;
}

function shownTo({ desk }: Composed, person: Person, { message }: Answer): string {
  const settings = desk.settings();
  const reader = { language: languageFor(settings, conversation(person), person), timeZone: settings.timeZone };
  return desk.redactor.text(renderText(message, { ...reader, nowMs: desk.clock.now(), colour: false }));
}

function print(composed: Composed, person: Person, answer: Answer, json: boolean): void {
  const text = shownTo(composed, person, answer);
  if (!json) {
    console.log(text);
    return;
  }
  const { code, verdict, runId, approvalId, planHash } = answer;
  const message = composed.desk.redactor.json(answer.message);
  console.log(inertJson({ ok: code === 'ok', code, text, message, verdict, runId, approvalId, planHash }));
}
