import { Hono } from 'hono';
import { type System, serviceKey } from '../../../actions/inventory.ts';
import { environmentName, serviceName, systemName, verdictName } from '../../../actions/names.ts';
import { worst } from '../../../actions/report.ts';
import { outside, type Text, texts } from '../../../actions/text.ts';
import { isAllowed } from '../../../auth/decide.ts';
import type { Reader } from '../../../handlers/language/reader.ts';
import { translate } from '../../../handlers/language/translate.ts';
import { nextBlocks } from '../../../handlers/messages.ts';
import { personName } from '../../../handlers/person-name.ts';
import type { Measured } from './board.ts';
import { type BoardAlerts, boardAlerts } from './board-alerts.ts';
import { boardNext } from './board-next.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import { linked } from './linked.ts';
import { markOf } from './marks.ts';
import { pressing } from './pressing.ts';
import { isKnownLook, recordLook } from './record-look.ts';
import { findings, renderHtml } from './render.ts';
import { privateSpace } from './rooms.ts';
import type { Viewer } from './sessions.ts';
import { languageOf, readerOf, type ViewerEnv, type Web } from './web.ts';

const say = texts('web.board', {
  title: { en: 'Board', zh: '看板' },
  empty: {
    en: 'There is no system you may look at. /whoami says what you may do.',
    zh: '没有你可以查看的系统,发送 /我是谁 查看你的权限。',
  },
  measured: { en: 'measured {at}', zh: '测于 {at}' },
  unknown: { en: 'could not be measured', zh: '无法测量' },
  services: { en: 'services', zh: '服务' },
  machine: { en: 'machine', zh: '主机' },
  data: { en: 'data', zh: '数据' },
  changed: {
    en: 'last change: {action} by {who}{ended, select, failed { failed} cancelled { was cancelled} other {}}, {at} · run {id}',
    zh: '最近变更:{who} 执行 {action}{ended, select, failed { 失败} cancelled { 已取消} other {}},{at} · 运行 {id}',
  },
  serviceChanged: {
    en: '{action} by {who}{ended, select, failed { failed} cancelled { was cancelled} other {}}, {at} · run {id}',
    zh: '{who} 执行 {action}{ended, select, failed { 失败} cancelled { 已取消} other {}},{at} · 运行 {id}',
  },
  firing: { en: 'alerts', zh: '告警' },
  unread: { en: 'its alerts could not be read', zh: '无法读取告警' },
  unchanged: { en: 'no change yet', zh: '尚无变更' },
  frozen: { en: 'changes are frozen: {reason}', zh: '变更已冻结:{reason}' },
});

const unmeasured = { mark: 'unknown', text: say.unknown() } as const;

/** How often a page that is looked at asks again. */
const everyMs = 5_000;

export function boardRoutes(web: Web): Hono<ViewerEnv> {
  const routes = new Hono<ViewerEnv>();
  routes.get('/board', async (context) => {
    const viewer = context.get('viewer');
    const reader = readerOf(web, languageOf(web, context, viewer));
    const isPart = context.req.query('part') !== undefined;
    if (!isPart || !isKnownLook(web, viewer, '/board')) await recordLook(web, viewer, '/board', 'board');
    if (isPart) return context.html(await cards(web, viewer, reader));
    const title = translate(say.title(), reader);
    const body = html`<main class="page" id="content"><h1>${title}</h1><div data-refresh="/board?part" data-every="${everyMs}">${await cards(web, viewer, reader)}</div></main>`;
    return context.html(layout(web, context, viewer, { section: 'board', title, body }));
  });
  return routes;
}

async function cards(web: Web, viewer: Viewer, reader: Reader): Promise<Html> {
  const { systems, policy } = web.desk.settings();
  const question = { principal: viewer.person, permission: 'system:read', atMs: web.desk.clock.now() };
  const visible = systems.filter(({ id, environment }) => isAllowed({ ...question, system: id, environment }, policy));
  if (visible.length === 0) return html`<p class="empty">${translate(say.empty(), reader)}</p>`;
  const freezes = await web.desk.store.freezes.current().catch(() => []);
  const mayPress = pressing(web, viewer.person.id, { space: privateSpace(viewer.person.id) });
  const shown = await Promise.all(
    visible.map(async (system) => ({
      system,
      measured: await web.board.measure(system).catch(() => undefined),
      change: await web.desk.history.lastChange(system.id).catch(() => undefined),
      changes: await changesOf(web, system),
      frozen: freezes.find(({ scope }) => scope === '*' || scope === system.id)?.reason,
      alerts: await boardAlerts(web.desk, viewer.person, system).catch(() => undefined),
      mayPress,
    })),
  );
  return html`${shown.map((each) => card(web, each, reader))}`;
}

type LastChange = Awaited<ReturnType<Web['desk']['history']['lastChange']>>;

/** The newest change of each service, by its id; in the order of the configuration. */
async function changesOf({ desk }: Web, { id: system, services }: System): Promise<ReadonlyMap<string, LastChange>> {
  const found = services.map(async ({ id }) => {
    const resource = `service:${serviceKey({ system, id })}`;
    return [id, await desk.history.lastChange(system, resource).catch(() => undefined)] as const;
  });
  return new Map(await Promise.all(found));
}

interface Shown {
  readonly system: System;
  readonly measured: Measured | undefined;
  readonly change: LastChange;
  readonly changes: ReadonlyMap<string, LastChange>;
  readonly frozen: string | undefined;
  /** Left out: they could not be read. */
  readonly alerts: BoardAlerts | undefined;
  readonly mayPress: (command: string) => boolean;
}

/** What was last done to a service, by whom, when, and where to read of it. */
function lastChange(web: Web, change: LastChange, reader: Reader): Html | false {
  if (change === undefined) return false;
  const { action, by, atMs, runId, ended = '' } = change;
  const what = outside(`/${action}`);
  const who = personName(web.desk.settings(), by);
  const said = say.serviceChanged({ action: what, who, at: { atMs, as: 'age' }, id: String(runId), ended });
  return html`<span class="changed">${linked(translate(said, reader))}</span>`;
}

function services(web: Web, { system, measured, changes }: Shown, reader: Reader): Html {
  const states =
    measured?.services ?? system.services.map((each) => ({ ...unmeasured, id: each.id, label: serviceName(each) }));
  return html`<ul class="findings services">${states.map(
    ({ id, mark, label, text }) =>
      html`<li class="${mark}" data-part="${system.id}/${id}">${markOf(mark, reader)}<span class="label">${translate(label, reader)}</span><span class="said">${linked(translate(text, reader))}</span>${lastChange(web, changes.get(id), reader)}</li>`,
  )}</ul>`;
}

const group = (title: Text, found: Measured['resources'], reader: Reader): Html | false =>
  found.length > 0 && html`<h3>${translate(title, reader)}</h3>${findings(found, { reader })}`;

function card(web: Web, shown: Shown, reader: Reader): Html {
  const { system, measured, change, frozen, alerts } = shown;
  const words = (text: Text): string => translate(text, reader);
  // What cannot be read may fire.
  const verdict = worst([measured?.verdict ?? 'unknown', alerts?.verdict ?? 'unknown']);
  const last =
    change === undefined
      ? words(say.unchanged())
      : linked(
          words(
            say.changed({
              action: outside(`/${change.action}`),
              who: personName(web.desk.settings(), change.by),
              at: { atMs: change.atMs, as: 'age' },
              id: String(change.runId),
              ended: change.ended ?? '',
            }),
          ),
        );
  const body =
    measured === undefined
      ? services(web, shown, reader)
      : html`${services(web, shown, reader)}${group(say.machine(), measured.resources, reader)}${group(say.data(), measured.data, reader)}`;
  const offered = boardNext({ ...shown, alerts: alerts?.ids ?? [], inventory: web.desk.inventory() });
  const next = renderHtml({ blocks: nextBlocks(offered) }, { reader, buttons: 'open' });
  const at = measured && words(say.measured({ at: { atMs: measured.measuredAtMs } }));
  return html`<section class="card ${verdict}" data-part="${system.id}" aria-labelledby="s-${system.id}"><header><h2 id="s-${system.id}">${markOf(verdict, reader)}${words(systemName(system))}</h2><p class="state"><strong>${words(verdictName(verdict))}</strong> · ${words(environmentName(system.environment))}</p></header>
${frozen !== undefined && html`<p class="warning">${markOf('warning', reader)}${words(say.frozen({ reason: outside(frozen) }))}</p>`}
${alerts === undefined && html`<p class="unknown">${markOf('unknown', reader)}${words(say.unread())}</p>`}
${group(say.firing(), alerts?.findings ?? [], reader)}${body}${next}
<footer><span data-part="${system.id}-change">${last}</span><span class="aside" data-part="${system.id}-at">${at}</span></footer></section>`;
}
