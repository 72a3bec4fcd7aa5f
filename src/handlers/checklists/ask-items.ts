import pLimit from 'p-limit';
import type { Change } from '../../actions/action.ts';
import type { Finding, Verdict } from '../../actions/report.ts';
import type { Failure, FailureCode } from '../../actions/result.ts';
import { outside, type Text, texts } from '../../actions/text.ts';
import type { Asked as Wanted } from '../asked.ts';
import { answerChange } from '../changes/change.ts';
import { reportOf } from '../gate/query.ts';
import { refusalOfCommand } from '../gate/rights.ts';
import type { Answer } from '../message.ts';
import type { Request } from '../request.ts';
import type { ItemSeen } from '../store/checklists.ts';
import type { ChecklistItem } from './checklist-spec.ts';
import { itemAsked } from './seen-by.ts';

const say = texts('checklist-item', {
  onlyReads: { en: '{command} changes something; a checklist only looks', zh: '{command} 会做变更,检查单只能查看' },
  bug: { en: 'could not be looked at; the log says why', zh: '检查时出错,原因见日志' },
});

const atOnce = 3;
const mostKept = 40;

export type Asked = ItemSeen & { readonly denied?: true };

/** Has the machine ask its items, with the rights of whoever wants to know; each is shown as it comes in. */
export async function askItems(
  request: Request,
  system: string,
  items: readonly ChecklistItem[],
  progress: (seen: readonly Asked[]) => void,
): Promise<readonly Asked[]> {
  const limit = pLimit(atOnce);
  const seen = new Map<string, Asked>();
  await Promise.all(
    items.map((item) =>
      limit(async () => {
        const asked = await askItem(request, system, item).catch((error: unknown) => {
          const { desk } = request;
          desk.log('error', 'an item of a checklist broke', { system, item: item.id, error: String(error) });
          return unknown(item, say.bug());
        });
        seen.set(item.id, asked);
        progress(items.flatMap(({ id }) => seen.get(id) ?? []));
      }),
    ),
  );
  return items.flatMap(({ id }) => seen.get(id) ?? []);
}

async function askItem(request: Request, system: string, item: ChecklistItem): Promise<Asked> {
  const parsed = itemAsked(request, system, item);
  if (!parsed.ok) return failed(item, parsed.failure);
  const { command, input } = parsed.value;
  const looks = command.kind === 'query' || (command.kind === 'change' && command.risk === 'looks');
  if (!looks) return unknown(item, say.onlyReads({ command: outside(item.command ?? '') }));
  const refused = refusalOfCommand(request, command, parsed.value);
  if (refused !== undefined) return { ...failed(item, refused), denied: true };
  if (command.kind === 'change') return lookedBy(item, await runOf(item, { ...parsed.value, command }, request));
  const report = await reportOf(command, input, request);
  if (!report.ok) return failed(item, report.failure);
  const { verdict, headline, blocks } = report.value;
  const findings = blocks.flatMap((block): readonly Finding[] => (block.type === 'findings' ? block.findings : []));
  return { ...named(item), verdict, headline, findings: findings.slice(0, mostKept) };
}

/** A long look is a run of its own, which shows itself where runs are listed and not in the checklist's message. */
const runOf = (item: ChecklistItem, wanted: Wanted<Change>, request: Request): Promise<Answer> =>
  answerChange(wanted, {
    ...request,
    text: item.command ?? '',
    deliveryKey: `${request.deliveryKey}:${item.id}`,
    progress: () => undefined,
  });

function lookedBy(item: ChecklistItem, { code, verdict, message }: Answer): Asked {
  const said = message.blocks.find((block) => block.type === 'heading' || block.type === 'text');
  return {
    ...named(item),
    verdict: code === 'ok' ? (verdict ?? 'ok') : verdictOf(code),
    headline: said?.text ?? outside(code),
    findings: message.blocks.flatMap((block) => (block.type === 'findings' ? block.findings : [])).slice(0, mostKept),
  };
}

const named = ({ id, title }: ChecklistItem) => ({ item: id, title });

const unknown = (item: ChecklistItem, headline: Text): Asked => ({
  ...named(item),
  verdict: 'unknown',
  headline,
  findings: [],
});

/** What could not be measured is not known; what a host answered badly is wrong. */
const failed = (item: ChecklistItem, { code, message }: Failure): Asked => ({
  ...named(item),
  verdict: verdictOf(code),
  headline: message,
  findings: [],
});
const verdictOf = (code: Answer['code']): Verdict => (wrong.some((each) => each === code) ? 'critical' : 'unknown');
const wrong = ['unhealthy', 'command-failed', 'not-found'] as const satisfies readonly FailureCode[];
