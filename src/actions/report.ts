import type { Text } from './text.ts';

export const verdicts = ['ok', 'unknown', 'warning', 'critical'] as const;
/** In rising order of alarm; `unknown` is never taken for ok. */
export type Verdict = (typeof verdicts)[number];

/** The worst of several; ok for none. */
export const worst = (all: readonly Verdict[]): Verdict =>
  all.reduce<Verdict>((a, b) => (verdicts.indexOf(b) > verdicts.indexOf(a) ? b : a), 'ok');

/** What a query answers. Its first line is the verdict with the headline. */
export interface Report {
  readonly verdict: Verdict;
  readonly headline: Text;
  /** When it was measured, epoch milliseconds by the bot's clock. */
  readonly measuredAtMs: number;
  readonly blocks: readonly Block[];
  /** Commands worth typing next, each with its slash. */
  readonly next: readonly string[];
}

export type StepState =
  | 'waiting'
  | 'running'
  | 'done'
  | 'failed'
  | 'undoing'
  | 'undone'
  | 'undo-failed'
  | 'skipped'
  | 'unknown';

/** Platform-neutral pieces of a message; plain JSON. */
export type Block =
  /** `aside`: said less loudly beside it, e.g. when it was measured. */
  | { readonly type: 'heading'; readonly text: Text; readonly mark?: Verdict; readonly aside?: Text }
  | { readonly type: 'text'; readonly text: Text; readonly mark?: Verdict }
  /** Judged lines: mark, name, finding. */
  | { readonly type: 'findings'; readonly findings: readonly Finding[] }
  | { readonly type: 'facts'; readonly facts: readonly { readonly label: Text; readonly value: Text }[] }
  | { readonly type: 'table'; readonly columns: readonly Text[]; readonly rows: readonly (readonly Text[])[] }
  /** Outside text in a quoted block: always shown inert. */
  | { readonly type: 'code'; readonly text: string }
  | {
      readonly type: 'steps';
      readonly steps: readonly { readonly title: Text; readonly state: StepState; readonly note?: Text }[];
    }
  | {
      readonly type: 'chart';
      readonly series: readonly { readonly name: string; readonly points: readonly (readonly [number, number])[] }[];
      readonly unit: string;
      readonly alt: Text;
      /** What is counted over a time, from its point on: an hour's errors are a step, no slope to the next hour's. */
      readonly holdsMs?: number;
      /** Lines across: what is too much. */
      readonly thresholds?: readonly { readonly value: number; readonly label: Text; readonly mark: Verdict }[];
      /** Lines down: what happened then. */
      readonly events?: readonly { readonly atMs: number; readonly label: Text }[];
    }
  | { readonly type: 'file'; readonly name: string; readonly path: string; readonly bytes: number }
  | { readonly type: 'buttons'; readonly buttons: readonly Button[] }
  /** A value to be given unseen, by the one who is asked; `ref` names the question and is no secret. */
  | { readonly type: 'private-input'; readonly label: Text; readonly ref: string };

export interface Finding {
  readonly mark: Verdict;
  readonly label: Text;
  readonly text: Text;
}

/** `command` is the typed equivalent, e.g. `/confirm 7F3KQ2`. */
export interface Button {
  readonly label: Text;
  readonly command: string;
  readonly style?: 'primary' | 'danger';
  /** Ids of the people it is for, where each reader sees buttons of their own; left out: everybody's. */
  readonly readers?: readonly string[];
  /** For who acts in their own name: root in somebody's name may not press it. */
  readonly inOwnName?: true;
}
