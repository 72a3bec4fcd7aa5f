import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Answer } from '../../../src/handlers/message.ts';
import { type ADesk, type ADeskOptions, aDesk } from '../../fakes/a-desk.ts';

export const value = 'Zq7-correct.horse~battery';

export interface AskedForASecret extends ADesk {
  /** The question an answer asks. */
  refOf(answer: Answer): string;
  give(who: string, ref: string, given?: string): Promise<Answer>;
  files(): readonly string[];
  /** Whatever the process wrote anywhere, said or logged. */
  traces(): string;
}

/** A desk whose `/give key` asks for a value; closed with the test. */
export async function askedForASecret(options: ADeskOptions = {}): Promise<AskedForASecret> {
  const it = await aDesk(options);
  onTestFinished(() => it.close());
  const files = () => readdirSync(it.folder).filter((name) => statSync(join(it.folder, name)).isFile());
  return {
    ...it,
    files,
    refOf(answer) {
      const question = answer.message.blocks.find(({ type }) => type === 'private-input');
      if (question?.type !== 'private-input') throw new Error(`nothing was asked: ${it.text(answer)}`);
      return question.ref;
    },
    give: (who, ref, given = value) => it.say(who, '', { given: { ref, value: given } }),
    traces: () =>
      [
        ...files().map((name) => readFileSync(join(it.folder, name)).toString('latin1')),
        ...it.logged,
        JSON.stringify(it.desk.redactor.json(it.progress)),
      ].join('\n'),
  };
}
