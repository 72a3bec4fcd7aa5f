import type { StepState, Verdict } from '../../../actions/report.ts';

export type Style = 'strong' | 'quiet' | 'good' | 'warning' | 'bad' | 'unsure';

/** Colours a text, or leaves it as it is. Widths are measured before, never after. */
export type Paint = (style: Style, text: string) => string;

/** SGR parameters (ECMA-48 8.3.117); the basic colours, which every theme makes readable. */
const codes: Readonly<Record<Style, string>> = {
  strong: '1',
  quiet: '2',
  good: '32',
  warning: '33',
  bad: '31',
  unsure: '35',
};

export const painter =
  (colour: boolean): Paint =>
  (style, text) =>
    colour && text !== '' ? `\u001b[${codes[style]}m${text}\u001b[0m` : text;

/** Colour for a person at a terminal who did not set NO_COLOR (https://no-color.org: any value but the empty one). */
export const wantsColour = (isTty: boolean, noColor: string | undefined): boolean => isTty && !noColor;

export const verdictStyles: Readonly<Record<Verdict, Style>> = {
  ok: 'good',
  warning: 'warning',
  critical: 'bad',
  unknown: 'unsure',
};

export const stepStyles: Readonly<Record<StepState, Style>> = {
  waiting: 'quiet',
  running: 'strong',
  done: 'good',
  failed: 'bad',
  undoing: 'warning',
  undone: 'warning',
  'undo-failed': 'bad',
  skipped: 'quiet',
  unknown: 'unsure',
};
