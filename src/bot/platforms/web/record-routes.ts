import { type Context, Hono } from 'hono';
import { environmentName } from '../../../actions/names.ts';
import type { Verdict } from '../../../actions/report.ts';
import { outside, type Text, texts } from '../../../actions/text.ts';
import { isAllowed } from '../../../auth/decide.ts';
import { principalKey } from '../../../auth/principal.ts';
import { failureAnswer } from '../../../handlers/failure-answer.ts';
import { stepMarks } from '../../../handlers/language/marks.ts';
import type { Reader } from '../../../handlers/language/reader.ts';
import { translate } from '../../../handlers/language/translate.ts';
import type { Answer } from '../../../handlers/message.ts';
import { reportMessage } from '../../../handlers/messages.ts';
import { personName } from '../../../handlers/person-name.ts';
import { stateText } from '../../../handlers/runs/state-text.ts';
import type { Run, RunState } from '../../../handlers/store/runs.ts';
import { askCommand, requestOf } from './ask-command.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import { markOf } from './marks.ts';
import { isKnownLook, knowLook, recordLook } from './record-look.ts';
import { renderHtml } from './render.ts';
import type { Viewer } from './sessions.ts';
import { languageOf, readerOf, type ViewerEnv, type Web } from './web.ts';

const say = texts('web.record', {
  runs: { en: 'Runs', zh: '运行' },
  run: { en: 'Run {id}', zh: '运行 {id}' },
  all: { en: 'All runs', zh: '全部运行' },
  none: {
    en: 'No runs yet. Type /restart with the name of a service in the chat, and it stands here.',
    zh: '还没有任何运行。在对话中输入 /重启 加服务名,记录会出现在这里。',
  },
  by: { en: '{who} · {at}', zh: '{who} · {at}' },
  audit: { en: 'Audit', zh: '审计' },
  verify: { en: 'Verify the trail', zh: '校验审计记录' },
});

const marks: Readonly<Record<Exclude<RunState, 'running'>, Verdict>> = {
  succeeded: 'ok',
  failed: 'critical',
  cancelled: 'warning',
  interrupted: 'critical',
  'undo-failed': 'critical',
  abandoned: 'warning',
};

const mostRuns = 50;
/** A run that goes on is read again so often. */
const everyMs = 1_000;

type Viewed = Context<ViewerEnv>;

/** What was done: runs with their journal, and the trail. */
export function recordRoutes(web: Web): Hono<ViewerEnv> {
  const routes = new Hono<ViewerEnv>();
  const readerFor = (context: Viewed): Reader => readerOf(web, languageOf(web, context, context.get('viewer')));
  const show = (context: Viewed, section: 'runs' | 'audit', title: string, content: Html) =>
    context.html(
      layout(web, context, context.get('viewer'), {
        section,
        title,
        body: html`<main class="page" id="content"><h1>${title}</h1>${content}</main>`,
      }),
    );

  routes.get('/runs', async (context) => {
    const viewer = context.get('viewer');
    await recordLook(web, viewer, '/runs', 'runs');
    const reader = readerFor(context);
    const visible = await visibleRuns(web, viewer);
    return show(context, 'runs', translate(say.runs(), reader), runList(web, visible, reader));
  });

  routes.get('/runs/:id{[0-9]{1,9}}', async (context) => {
    const id = context.req.param('id');
    const viewer = context.get('viewer');
    const reader = readerFor(context);
    const request = requestOf(web, viewer, `/run ${id}`, reader.language);
    const isAgain = context.req.query('part') !== undefined && isKnownLook(web, viewer, `/run ${id}`);
    const answer = isAgain ? await readAgain(web, viewer, request, id) : await askCommand(request, 'run', { id });
    if (answer.code === 'ok') knowLook(web, viewer, `/run ${id}`);
    const message = renderHtml(answer.message, { reader, buttons: 'open' });
    const running = answer.code === 'ok' && (await web.desk.store.runs.get(Number(id)))?.state === 'running';
    const part = html`<div class="answer" data-part="run"${!running && html` data-last`}>${message}</div>`;
    if (context.req.query('part') !== undefined) return context.html(part);
    const content = html`<div${running && html` data-refresh="/runs/${id}?part" data-every="${everyMs}"`}>${part}</div><p><a href="/runs">← ${translate(say.all(), reader)}</a></p>`;
    context.status(answer.code === 'not-found' ? 404 : 200);
    return show(context, 'runs', translate(say.run({ id }), reader), content);
  });

  routes.get('/audit', async (context) => {
    const reader = readerFor(context);
    const verify = context.req.query('verify') !== undefined;
    const ask = (text: string, input: unknown): Promise<Answer> =>
      askCommand(requestOf(web, context.get('viewer'), text, reader.language), 'audit', input);
    const render = ({ message }: Answer): Html =>
      renderHtml({ blocks: message.blocks.filter(({ type }) => type !== 'buttons') }, { reader, buttons: 'open' });
    const verdict = verify ? await ask('/audit verify', { mode: 'verify' }) : undefined;
    const trail = await ask('/audit 100', { count: 100 });
    const button =
      trail.code === 'ok' &&
      html`<p class="buttons"><a class="button primary" href="/audit?verify">${translate(say.verify(), reader)}</a></p>`;
    const content = html`${button}${verdict && html`<div class="answer" role="status">${render(verdict)}</div>`}<div class="answer trail">${render(trail)}</div>`;
    return show(context, 'audit', translate(say.audit(), reader), content);
  });
  return routes;
}

/** The page asks by itself while the run goes on: decided again each time, recorded once. */
async function readAgain(web: Web, viewer: Viewer, request: ReturnType<typeof requestOf>, id: string): Promise<Answer> {
  const run = await web.desk.store.runs.get(Number(id));
  if (run === undefined || !maySee(web, viewer, run)) return askCommand(request, 'run', { id });
  const command = web.desk.commands.find(({ name }) => name === 'run');
  if (command?.kind !== 'command') throw new Error('there is no /run');
  const said = await command.handle({ id }, request);
  if (!('ok' in said)) return said;
  return said.ok ? { code: 'ok', message: reportMessage(said.value) } : failureAnswer(said.failure);
}

/** The newest that somebody may see, and their own; those of other systems take no room from them. */
async function visibleRuns(web: Web, viewer: Viewer): Promise<readonly Run[]> {
  const { runs } = web.desk.store;
  const { systems, policy } = web.desk.settings();
  const question = { principal: viewer.person, permission: 'run:read', atMs: web.desk.clock.now() };
  const seen = systems.filter(({ id, environment }) => isAllowed({ ...question, system: id, environment }, policy));
  const lists = await Promise.all([
    runs.list({ limit: mostRuns }),
    ...seen.map(({ id }) => runs.list({ limit: mostRuns, system: id })),
  ]);
  const all = new Map(lists.flat().map((run) => [run.runId, run]));
  return [...all.values()]
    .filter((run) => maySee(web, viewer, run))
    .toSorted((a, b) => b.runId - a.runId)
    .slice(0, mostRuns);
}

function maySee({ desk }: Web, { person }: Viewer, { plan, requester }: Run): boolean {
  const { system, environment } = plan;
  const question = { principal: person, permission: 'run:read', system, environment, atMs: desk.clock.now() };
  return requester === principalKey(person) || isAllowed(question, desk.settings().policy);
}

function runList(web: Web, all: readonly Run[], reader: Reader): Html {
  const words = (text: Text): string => translate(text, reader);
  if (all.length === 0) return html`<p class="empty">${words(say.none())}</p>`;
  const row = ({ runId, plan, state, requester, startedAtMs }: Run): Html =>
    html`<li class="${state === 'running' ? 'running' : marks[state]}"><a href="/runs/${runId}">${state === 'running' ? html`<span class="mark" aria-hidden="true">${stepMarks.running.shape}</span>` : markOf(marks[state], reader)}<span class="number">${runId}</span><span class="said"><b>${words(plan.summary)}</b> <span class="state">${words(stateText(state))}</span><span class="aside">${words(outside(plan.system))} · ${words(environmentName(plan.environment))} · ${words(say.by({ who: personName(web.desk.settings(), requester), at: { atMs: startedAtMs } }))}</span></span></a></li>`;
  return html`<ol class="runs">${all.map(row)}</ol>`;
}
