import { fail } from '../../src/actions/result.ts';
import type { StepKind } from '../../src/actions/step.ts';
import { outside } from '../../src/actions/text.ts';
import type { Answer } from '../../src/handlers/message.ts';
import { mend, onHost } from './lab.ts';
import { type LabDesk, labDesk } from './lab-desk.ts';
import { said, until } from './said.ts';

/** What is told to go wrong: after so many steps were done, or whenever a kind is undone. */
export interface Faults {
  afterStep?: number;
  undoOf?: string;
  /** What happens on the host just before a step of this kind is done. */
  before?: { readonly kind: string; readonly act: () => void };
}

/** A desk whose steps fail where a test wants it. */
export async function faultyDesk(faults: Faults): Promise<LabDesk> {
  let done = 0;
  return labDesk((desk) => ({
    ...desk,
    stepKinds: new Map(
      [...desk.stepKinds].map(([name, kind]): [string, StepKind] => [
        name,
        {
          ...kind,
          async perform(params, memo, context) {
            if (faults.before?.kind === name) faults.before.act();
            const result = await kind.perform(params, memo, context);
            done += 1;
            if (done !== faults.afterStep) return result;
            return fail('command-failed', outside(`the test lets step ${done} fail`));
          },
          ...(kind.undo === undefined
            ? {}
            : {
                async undo(params: unknown, memo: unknown, context: Parameters<StepKind['perform']>[2]) {
                  if (faults.undoOf === name)
                    return fail('command-failed', outside(`the test lets the undo of ${name} fail`));
                  return kind.undo?.(params, memo, context) ?? { ok: true, value: undefined };
                },
              }),
        },
      ]),
    ),
  })).then((it) => ({
    ...it,
    say: (...words: Parameters<LabDesk['say']>) => {
      done = 0;
      return it.say(...words);
    },
  }));
}

export interface Place {
  readonly host: string;
  readonly backups: string;
  readonly root: string;
  readonly database: string;
  readonly files: readonly string[];
  readonly table: string;
  readonly insert: string;
}
export const places: Readonly<Record<'talentlens' | 'teaching', Place>> = {
  talentlens: {
    host: 'h1',
    backups: '/backup/talentlens',
    root: '/opt/HR人事',
    database: '/opt/HR人事/backend/hr.db',
    files: ['/opt/HR人事/backend/hr.db', '/opt/HR人事/backend/.env'],
    table: 'people',
    insert: "INSERT INTO people (name, department, joined_at) VALUES ('新人', '研发', '2026-01-01')",
  },
  teaching: {
    host: 'h3',
    backups: '/backup',
    root: '/opt/smart-teaching',
    database: '/opt/smart-teaching/smart_teaching.db',
    files: ['/opt/smart-teaching/smart_teaching.db', '/opt/smart-teaching/.env', '/opt/smart-teaching/llm/.env'],
    table: 'questions',
    insert: "INSERT INTO questions (course_id, asked_at, text) VALUES (1, '2026-01-01', '新问题')",
  },
};

/** Content, owner and mode of everything that may be restored, as the host itself tells it. */
export const dataOf = ({ host, files, database }: Place): string =>
  onHost(
    host,
    `sha256sum ${files.join(' ')}; stat -c '%n %U:%G %a' ${files.join(' ')}; ls ${database}* | grep -v zhiban-; ls ${database}.zhiban-?????? 2>/dev/null || true`,
  );
export const rowsOf = ({ host, database, table }: Place): number =>
  Number(onHost(host, `sqlite3 ${database} 'SELECT count(*) FROM ${table}'`));
export const addRow = ({ host, database, insert }: Place): string => onHost(host, `sqlite3 ${database} "${insert}"`);

/** Nothing of any test stays: backups, data set aside, processes. */
export function tidy({ host, backups, root }: Place): void {
  onHost(host, `find ${backups} -mindepth 1 -maxdepth 1 -name '*Z-*' -exec rm -rf {} +`);
  onHost(host, `find ${root} -name '*.zhiban-*' -prune -exec rm -rf {} +`);
  mend(host);
}

/** The newest backup's id of a system. */
export async function backUp(it: LabDesk, system: string): Promise<string> {
  const made = await it.say('bob', `/backup now ${system}`, true);
  if (made.code !== 'ok') throw new Error(said(made));
  const newest = await it.desk.backups.newestVerified(system);
  if (newest === undefined) throw new Error(`no verified backup of ${system}`);
  return newest.id;
}

/** Alice asks, Chen Wei says yes; the answer of the run. */
export async function approved(it: LabDesk, command: string): Promise<Answer> {
  const asked = await it.say('alice', command);
  if (asked.code !== 'needs-approval' || asked.approvalId === undefined) throw new Error(said(asked));
  return it.say('chenwei', `/approve ${asked.approvalId}`);
}

/** By the system's own answer, not by Zhiban's word. */
export const healthy = (system: keyof typeof places): Promise<void> =>
  until(`${system} is healthy`, () =>
    system === 'talentlens'
      ? onHost('h1', 'curl -s -m 3 http://localhost:9000/health || true').includes('"status":"healthy"')
      : ['8001', '8000', '8080'].every((port) =>
          /healthy|智能教学助手/.test(onHost('h3', `curl -s -m 3 http://127.0.0.1:${port}/ || true`)),
        ),
  );
