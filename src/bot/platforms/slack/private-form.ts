import * as z from 'zod';
import type { Reader } from '../../../handlers/language/reader.ts';
import { translate } from '../../../handlers/language/translate.ts';
import type { ModalView } from './web-api.ts';
import { say } from './words.ts';

/** Goes with the form and comes back with what was written into it. */
export const formSpec = z.object({ ref: z.string(), channel: z.string(), thread: z.string().optional() });
export type Form = z.output<typeof formSpec>;

const mostLetters = 3_000;

/** A value asked for privately: what is written there is part of no conversation. */
export const formView = (form: Form, reader: Reader): ModalView => {
  const plain = (text: string) => ({ type: 'plain_text' as const, text: text.slice(0, 24), emoji: false });
  return {
    type: 'modal',
    callback_id: 'given',
    private_metadata: JSON.stringify(form),
    title: plain('Zhiban'),
    submit: plain(translate(say.send(), reader)),
    close: plain(translate(say.cancel(), reader)),
    blocks: [
      {
        type: 'input',
        block_id: 'given',
        label: plain(translate(say.form(), reader)),
        element: { type: 'plain_text_input', action_id: 'value', max_length: mostLetters, multiline: false },
      },
    ],
  };
};
