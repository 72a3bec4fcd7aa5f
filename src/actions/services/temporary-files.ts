import { askHosts, type Question } from '../ask-hosts.ts';
import type { System } from '../inventory.ts';
import type { Step } from '../plan.ts';
import type { Argv, Exec, PlanContext } from '../ports.ts';
import type { Block } from '../report.ts';
import { ok, type Result } from '../result.ts';
import type { DeleteFilesParams } from '../steps/logs/delete-files.ts';
import { outside, texts } from '../text.ts';

const say = texts('temporary-files', {
  title: {
    en: 'set {count, plural, one {# temporary file} other {# temporary files}} aside in {folder}',
    zh: '移走 {folder} 中的 {count} 个临时文件',
  },
  label: { en: 'temporary files', zh: '临时文件' },
  some: {
    en: '{count} in {folder}, {bytes}; moved to {aside} there, so that it can be undone',
    zh: '{folder} 中 {count} 个,共 {bytes};移入其中的 {aside},可撤销',
  },
  first: {
    en: 'the first {count} in {folder}, {bytes}; moved to {aside} there, so that it can be undone',
    zh: '{folder} 中前 {count} 个,共 {bytes};移入其中的 {aside},可撤销',
  },
  none: { en: 'none in {folder}', zh: '{folder} 中没有' },
});

type Temporary = System['temporary'][number];
interface Found {
  readonly at: Temporary;
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
}

/** More are left for the next time: a plan must stay readable. */
const atMost = 300;

/** Steps that set the temporary files of a system aside, each file by its name, and what the plan says of them. */
export async function setAsideTemporaryFiles(
  system: System,
  context: PlanContext,
): Promise<Result<{ readonly steps: readonly Step[]; readonly facts: readonly Block[] }>> {
  const aside = `.zhiban-aside-${context.planId}`;
  const all: Found[] = [];
  const questions = system.temporary.map(listFiles);
  const answers = await askHosts(context, questions, 15_000);
  for (const question of questions) {
    const found = answers(question);
    if (!found.ok) return found;
    all.push(found.value);
  }
  const full = all.filter(({ files }) => files.length > 0);
  const facts = all.map(({ at, files }) => {
    const kept = files.slice(0, atMost);
    const words = {
      folder: outside(at.folder),
      count: kept.length,
      bytes: { bytes: kept.reduce((sum, { bytes }) => sum + bytes, 0) },
      aside: outside(aside),
    };
    const value =
      files.length === 0
        ? say.none({ folder: outside(at.folder) })
        : files.length > atMost
          ? say.first(words)
          : say.some(words);
    return { label: say.label(), value };
  });
  return ok({
    steps: full.map(({ at, files }) =>
      stepOf(
        at,
        aside,
        files.slice(0, atMost).map(({ name }) => name),
      ),
    ),
    facts: [{ type: 'facts', facts }],
  });
}

function stepOf({ host, folder }: Temporary, aside: string, names: readonly string[]): Step {
  const params: DeleteFilesParams = { folder, aside, names: [...names] };
  const title = say.title({ count: names.length, folder: outside(folder) });
  return { kind: 'delete-files', host, title, timeoutMs: 60_000, onFailure: 'undo', params };
}

/** Plain files right in the folder; a name with a line break in it is left alone. */
const listFiles = (at: Temporary): Question<Found> => ({
  host: at.host,
  commands: [findArgv(at)],
  read: ([answer]) => ({ at, files: filesIn(answer) }),
});

/** A name ends with the one character it cannot hold: half a name, where output was cut, may be another file's. */
const findArgv = ({ folder, names }: Temporary): Argv => [
  'find',
  '-H',
  folder,
  '-maxdepth',
  '1',
  '-type',
  'f',
  '(',
  ...names.flatMap((pattern, at) => (at === 0 ? ['-name', pattern] : ['-o', '-name', pattern])),
  ')',
  '!',
  '-name',
  '*[[:cntrl:]]*',
  '-printf',
  '%s %f/\\n',
];

const filesIn = (answer: Exec | undefined): Found['files'] =>
  [...(answer?.stdout ?? '').matchAll(/(?<=^|\n)(\d+) ([^/\n]+)\/(?=\n)/g)]
    .map(([, bytes, name = '']) => ({ name, bytes: Number(bytes) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
