import type * as z from 'zod';
import { outside, type Text, type TextParam } from '../../actions/text.ts';
import { say } from './parse-texts.ts';
import { shown, type Typed } from './typed.ts';

type Issue = z.core.$ZodIssue;

/** What the command's own schema did not like, in words for people. */
export function whyRefused(
  { shape }: Typed,
  fields: Readonly<Record<string, unknown>>,
  issue: Issue | undefined,
): Text {
  const field = String(issue?.path[0] ?? '');
  const value = fields[field];
  const kind = shape.command.takes[field]?.word;
  const amount = (limit: number | bigint): TextParam =>
    kind === 'duration' ? { durationMs: Number(limit) } : Number(limit);
  const what =
    typeof value === 'string'
      ? shown(value)
      : typeof value === 'number'
        ? say.amount({ value: amount(value) })
        : undefined;
  return say.refused({
    command: shape.command.name,
    what: what === undefined ? say.theseWords() : say.field({ field, value: what }),
    why: why(issue, amount),
  });
}

function why(issue: Issue | undefined, amount: (limit: number | bigint) => TextParam): Text {
  switch (issue?.code) {
    case 'too_small':
      return say.tooSmall({ kind: issue.origin === 'string' ? 'text' : 'number', least: amount(issue.minimum) });
    case 'too_big':
      return say.tooBig({ kind: issue.origin === 'string' ? 'text' : 'number', most: amount(issue.maximum) });
    default:
      return outside(issue?.message ?? '');
  }
}
