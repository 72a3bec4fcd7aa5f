import type { System } from '../../actions/inventory.ts';
import { dotted } from '../../actions/joined.ts';
import { environmentName, systemName } from '../../actions/names.ts';
import { type Block, type Finding, type Report, type Verdict, verdicts, worst } from '../../actions/report.ts';
import type { Result } from '../../actions/result.ts';
import { texts } from '../../actions/text.ts';
import { firstBackup } from '../approvals/backup-age.ts';
import { seenBy } from '../checklists/seen-by.ts';
import { trendBlocks } from '../checklists/trend-blocks.ts';
import { parse } from '../dispatch/parse.ts';
import { reportOf } from '../gate/query.ts';
import { refusalOfCommand } from '../gate/rights.ts';
import { dayIn } from '../language/day-in.ts';
import { failureMessage, reportMessage } from '../messages.ts';
import type { Request } from '../request.ts';
import { markdown } from './markdown.ts';
import { sampleCharts } from './sample-charts.ts';

const say = texts('report', {
  title: { en: 'Monitoring report', zh: '监控报告' },
  headline: { en: '{title} · {system}', zh: '{title} · {system}' },
  wrong: { en: 'look at {sections}', zh: '需关注:{sections}' },
  because: { en: '{label}: {text}', zh: '{label}:{text}' },
  health: { en: 'health', zh: '健康状态' },
  status: { en: 'services', zh: '服务' },
  top: { en: 'resources', zh: '系统资源' },
  disk: { en: 'disk', zh: '磁盘' },
  summary: { en: 'logs', zh: '日志' },
  list: { en: 'backups', zh: '备份' },
  trends: { en: 'Daily checklist, the last two weeks', zh: '每日检查,最近两周' },
  noFile: { en: 'The file could not be kept.', zh: '报告文件无法保存。' },
});

/** What a report looks at, in order; what a system has not is left out. */
const sections = [
  { name: say.health, command: '/health' },
  { name: say.status, command: '/status full' },
  { name: say.top, command: '/top' },
  { name: say.disk, command: '/disk' },
  { name: say.summary, command: '/logs summary' },
  { name: say.list, command: '/backup list' },
] as const;

const windowMs = 24 * 3_600_000;
const shownWrong = 3;
const mostNext = 3;
const trendTimes = 14;

interface Section {
  readonly command: string;
  readonly name: Finding['label'];
  readonly verdict: Verdict;
  readonly headline: Finding['text'];
  /** As the command itself would have answered. */
  readonly blocks: readonly Block[];
  readonly wrong: readonly Finding[];
}

/** One message with what matters, and a file with everything. */
export async function monitoringReport(request: Request, system: System): Promise<Report> {
  const { desk } = request;
  const all = (await Promise.all(sections.map((each) => sectionOf(request, system, each)))).flatMap(
    (each) => each ?? [],
  );
  const charts = await sampleCharts(desk, system, windowMs);
  const seen = await desk.store.checklists.list({ system: system.id, kind: 'daily', limit: trendTimes });
  const trends = trendBlocks(seen.toReversed().map((each) => seenBy(request, each)));
  const measuredAtMs = desk.clock.now();
  const verdict = worst(all.map((section) => section.verdict));
  const notWell = all.filter((section) => section.verdict !== 'ok');
  const headline = say.headline({
    title: say.title(),
    system: dotted([
      systemName(system),
      environmentName(system.environment),
      notWell.length === 0 ? undefined : say.wrong({ sections: { list: notWell.map(({ name }) => name) } }),
    ]),
  });
  const whole: readonly Block[] = [
    { type: 'heading', text: headline, mark: verdict },
    ...charts,
    ...(trends.length === 0 ? [] : [{ type: 'heading' as const, text: say.trends() }, ...trends]),
    ...all.flatMap(({ blocks }) => blocks),
  ];
  const findings = all.flatMap(shown);
  return {
    verdict,
    headline,
    measuredAtMs,
    blocks: [{ type: 'findings', findings }, ...charts, ...(await kept(request, system, whole))],
    next: [
      ...(notWell.some(({ command }) => command === '/backup list') ? await firstBackup(desk, system.id) : []),
      ...worstFirst(notWell, (section) => section.verdict)
        .slice(0, mostNext)
        .map(({ command }) => `${command} ${system.id}`),
    ],
  };
}

const worstFirst = <T>(all: readonly T[], verdictOf: (one: T) => Verdict): readonly T[] =>
  all.toSorted((a, b) => verdicts.indexOf(verdictOf(b)) - verdicts.indexOf(verdictOf(a)));

/** In a line; what is not well says why instead, the worst first. */
function shown({ name, verdict: mark, headline, wrong }: Section): readonly Finding[] {
  const [first, ...more] = worstFirst(wrong, (finding) => finding.mark).slice(0, shownWrong);
  if (mark === 'ok' || first === undefined) return [{ mark, label: name, text: headline }];
  return [{ mark, label: name, text: say.because({ label: first.label, text: first.text }) }, ...more];
}

async function sectionOf(
  request: Request,
  system: System,
  { name, command: typed }: (typeof sections)[number],
): Promise<Section | undefined> {
  const { desk } = request;
  const settings = desk.settings();
  const parsed = parse(typed, {
    commands: desk.commands,
    systems: settings.systems,
    people: settings.policy.people,
    channelSystem: system.id,
  });
  if (!parsed.ok || parsed.value.command.kind !== 'query') return undefined;
  const { command, input } = parsed.value;
  const refused = refusalOfCommand(request, command, parsed.value);
  const report: Result<Report> =
    refused === undefined ? await reportOf(command, input, request) : { ok: false, failure: refused };
  if (report.ok) {
    const { verdict, headline, blocks } = report.value;
    const found = blocks.flatMap((block) => (block.type === 'findings' ? block.findings : []));
    const wrong = found.filter(({ mark }) => mark !== 'ok');
    return {
      command: typed,
      name: name(),
      verdict,
      headline,
      blocks: reportMessage({ ...report.value, next: [] }).blocks,
      wrong,
    };
  }
  // The system has no such thing.
  if (report.failure.code === 'not-found') return undefined;
  const { message } = report.failure;
  return {
    command: typed,
    name: name(),
    verdict: 'unknown',
    headline: message,
    blocks: failureMessage(report.failure).blocks,
    wrong: [],
  };
}

async function kept({ desk, language }: Request, system: System, blocks: readonly Block[]): Promise<readonly Block[]> {
  const { timeZone } = desk.settings();
  const nowMs = desk.clock.now();
  const name = `report-${system.id}-${dayIn(nowMs, timeZone)}.md`;
  const text = desk.redactor.text(markdown(blocks, { language, timeZone, nowMs }));
  const file = await desk.files?.keep(name, text);
  return file === undefined
    ? [{ type: 'text', mark: 'warning', text: say.noFile() }]
    : [{ type: 'file', name, ...file }];
}
