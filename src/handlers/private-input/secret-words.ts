import type { Text } from '../../actions/text.ts';
import type { Word } from '../../actions/words.ts';
import type { Chattable } from '../command.ts';

/** The first field of a command that must be given privately and is not there yet. */
export function missingSecret(
  { takes }: Pick<Chattable, 'takes'>,
  input: unknown,
): { readonly field: string; readonly label: Text } | undefined {
  for (const [field, word] of Object.entries<Word>(takes)) {
    const given =
      typeof input === 'object' &&
      input !== null &&
      Object.entries(input).some(([key, value]) => key === field && value !== undefined);
    if (word.word === 'secret' && !given) return { field, label: word.label };
  }
  return undefined;
}

/** Whether the command asks for something privately. */
export const takesSecret = ({ takes }: Pick<Chattable, 'takes'>): boolean =>
  Object.values<Word>(takes).some(({ word }) => word === 'secret');
