import * as z from 'zod';
import { texts } from '../../actions/text.ts';
import { principalKey } from '../../auth/principal.ts';
import { aboutRun, entry } from '../audit/entry.ts';
import { defineCommand } from '../command.ts';
import { failureAnswer } from '../failure-answer.ts';
import { refusalOf } from '../gate/rights.ts';
import { sameCode } from '../plans/code.ts';
import { permissionOf } from '../runs/permission-of.ts';
import { stateText } from '../runs/state-text.ts';
import { runOf, wrongState } from './run-of.ts';

const say = texts('cancel', {
  summary: { en: 'End a run; what it did is put back.', zh: '终止一次运行,并恢复已做的变更。' },
  what: { en: 'cancel', zh: '取消' },
  asked: {
    en: 'Run {id} is told to stop; what it is doing on the host is ended or finished first.',
    zh: '已通知运行 {id} 停止;主机上的当前步骤会先结束。',
  },
  watchEnded: { en: 'The watch is ended.', zh: '已停止观察。' },
  ended: { en: 'Run {id} is {state}.', zh: '运行 {id}:{state}。' },
});

const waitMs = 20_000;

export const cancel = defineCommand({
  name: 'cancel',
  aliases: ['取消'],
  summary: say.summary(),
  examples: ['/cancel 2041'],
  takes: { id: { word: 'id', optional: false } },
  input: z.strictObject({ id: z.string() }),
  permission: 'bot:talk',
  timeoutMs: 30_000,
  changesState: true,
  async handle({ id }, request) {
    const { desk } = request;
    const watch = desk.watches.get(sameCode(id));
    if (watch !== undefined && watch.requester === principalKey(request.principal)) {
      watch.stop();
      const measuredAtMs = desk.clock.now();
      return { ok: true, value: { verdict: 'ok', headline: say.watchEnded(), measuredAtMs, blocks: [], next: [] } };
    }
    const found = await runOf(request, id);
    if (!found.ok) return failureAnswer(found.failure);
    const run = found.value;
    const by = principalKey(request.principal);
    if (run.requester !== by) {
      const refused = refusalOf(request, permissionOf(request.desk, run), run.plan);
      if (refused !== undefined) return failureAnswer(refused);
    }
    if (run.state !== 'running') return failureAnswer(wrongState(run, say.what()));
    await desk.store.audit.append(entry(request, 'run.cancel', aboutRun(run)));
    await desk.store.runs.requestCancel(run.runId, by);
    const deadline = desk.clock.monotonic() + waitMs;
    let now = run;
    while (now.state === 'running' && desk.clock.monotonic() < deadline) {
      await desk.clock.sleep(200, request.signal);
      now = (await desk.store.runs.get(run.runId)) ?? now;
    }
    const headline =
      now.state === 'running'
        ? say.asked({ id: String(run.runId) })
        : say.ended({ id: String(run.runId), state: stateText(now.state) });
    const measuredAtMs = desk.clock.now();
    return { ok: true, value: { verdict: 'ok', headline, measuredAtMs, blocks: [], next: [`/run ${run.runId}`] } };
  },
});
