import type { Block, Button, Report, Verdict } from '../actions/report.ts';
import type { Failure, FailureCode } from '../actions/result.ts';
import { outside, texts } from '../actions/text.ts';
import type { Message } from './message.ts';

const say = texts('messages', {
  measured: { en: 'measured {at}', zh: '测于 {at}' },
  at: { en: '{at}', zh: '{at}' },
});

/** The verdict first, when it was measured beside it, then the blocks, then what to type next. */
export function reportMessage({ verdict, headline, measuredAtMs, blocks, next }: Report): Message {
  const at = { atMs: measuredAtMs };
  const aside = blocks.length === 0 ? say.at({ at }) : say.measured({ at });
  return { blocks: [{ type: 'heading', text: headline, mark: verdict, aside }, ...withNext(blocks, next)] };
}

/** What happened, what proves it, what to type next. `detail` stays in the log. */
export function failureMessage({ code, message, evidence = [], next = [] }: Failure): Message {
  const mark = marked[code];
  const first: Block = mark === undefined ? { type: 'text', text: message } : { type: 'text', text: message, mark };
  return { blocks: [first, ...evidence, ...nextBlocks(next)] };
}

/** Refusals are plain sentences; what went wrong on a host is marked, and what nobody knows is `unknown`. */
const marked: Readonly<Record<FailureCode, Verdict | undefined>> = {
  'bad-input': undefined,
  denied: undefined,
  'not-found': undefined,
  busy: undefined,
  stale: undefined,
  frozen: undefined,
  'rate-limited': undefined,
  cancelled: undefined,
  'timed-out': 'critical',
  unreachable: 'critical',
  'command-failed': 'critical',
  unhealthy: 'critical',
  'audit-unwritable': 'critical',
  'faulty-configuration': 'critical',
  'unknown-outcome': 'unknown',
  internal: 'critical',
};

/** Commands worth typing next, as buttons whose label is the command itself. */
export function nextBlocks(commands: readonly string[]): readonly Block[] {
  if (commands.length === 0) return [];
  return [{ type: 'buttons', buttons: commands.map((command) => ({ label: outside(command), command })) }];
}

/** What to type next stands beside what is offered already, not in a row of its own below it. */
function withNext(blocks: readonly Block[], next: readonly string[]): readonly Block[] {
  const last = blocks.at(-1);
  const more = nextBlocks(next).flatMap((block) => (block.type === 'buttons' ? block.buttons : []));
  if (last?.type !== 'buttons' || more.length === 0) return [...blocks, ...nextBlocks(next)];
  return [...blocks.slice(0, -1), { type: 'buttons', buttons: [...last.buttons, ...more] }];
}

/** Made by `nextBlocks`: a platform of text says the command once. */
export const isNext = ({ label, command }: Button): boolean => 'outside' in label && label.outside === command;
