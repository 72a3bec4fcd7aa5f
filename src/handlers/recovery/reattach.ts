import { findJobs } from '../../actions/jobs/jobs.ts';
import { jobOf } from '../../actions/jobs/run-job.ts';
import { type Principal, personIdOf } from '../../auth/principal.ts';
import { followRun } from '../approvals/follow-run.ts';
import type { Desk } from '../desk.ts';
import { freezeOver } from '../gate/freeze-check.ts';
import { refusalOfCommand } from '../gate/rights.ts';
import { languageFor } from '../language/language-for.ts';
import { livePosting } from '../outbox/live-posting.ts';
import { answerKey } from '../outbox/post.ts';
import { planHash } from '../plans/plan-hash.ts';
import type { Request } from '../request.ts';
import { viewJournal } from '../runs/journal-view.ts';
import { neededToResume } from '../runs/permission-of.ts';
import type { JournalEntry, Run } from '../store/runs.ts';
import { tellOfRun } from './interrupted.ts';
import { takeUp } from './take-up.ts';

const lookingMs = 25_000;
const showEveryMs = 1_000;

/**
 * Goes on with stopped runs whose job still works on its host, or has ended there meanwhile: their message is edited on,
 * each says how it ended and is `takingUp` no more. Returns the others, about which people decide.
 */
export async function reattach(desk: Desk, runs: readonly Run[]): Promise<readonly Run[]> {
  const left = await Promise.all(
    runs.map(async (run) => {
      try {
        const entries = await desk.store.runs.entries(run.runId);
        if (!(await jobLives(desk, run, entries)) || !(await mayGoOn(desk, run))) return run;
        goOn(desk, run, entries)
          .catch((error: unknown) => log(desk, run, error))
          .finally(() => desk.takingUp.delete(run.runId));
        return undefined;
      } catch (error) {
        log(desk, run, error);
        return run;
      }
    }),
  );
  return left.filter((run) => run !== undefined);
}

const log = (desk: Desk, { runId }: Run, error: unknown): void =>
  desk.log('error', 'a run could not be gone on with', { runId, error: String(error) });

/** Only the step that was at work counts: between two steps nothing is at work. */
async function jobLives(desk: Desk, { plan }: Run, entries: readonly JournalEntry[]): Promise<boolean> {
  if (entries.some(({ phase }) => phase.startsWith('undo'))) return false;
  const at = viewJournal(plan, entries).findIndex(({ stage }) => stage === 'prepared');
  const step = plan.steps[at];
  if (step === undefined || desk.stepKinds.get(step.kind)?.reattachable !== true) return false;
  const id = jobOf({ planId: plan.planId, step: at + 1 });
  const found = await findJobs(desk.hosts, step.host, id, { signal: AbortSignal.timeout(lookingMs) });
  if (!found.ok) return false;
  return found.value.some((state) => state === 'running' || state === 'ended') && !found.value.includes('lost');
}

/** Decided again, as for whoever would resume it by hand; the yes that started it is used up by this very run. */
async function mayGoOn(desk: Desk, run: Run): Promise<boolean> {
  const { plan, requester } = run;
  if ((await planHash(plan, requester)) !== run.planHash) return false;
  if ((await freezeOver(desk, plan.system, plan.risk)) !== undefined) return false;
  const request = requestOf(desk, run, () => undefined);
  return refusalOfCommand(request, neededToResume(desk, run), plan, requester) === undefined;
}

async function goOn(desk: Desk, run: Run, entries: readonly JournalEntry[]): Promise<void> {
  const approval = await desk.store.approvals.get(run.plan.planId);
  const follow = approval && followRun(desk, approval, approval.decidedBy ?? run.requester);
  const person = personIdOf(run.requester);
  const live =
    run.delivery === undefined
      ? undefined
      : livePosting(
          desk,
          {
            key: answerKey(run.delivery),
            conversation: run.conversation,
            ...(person === undefined ? {} : { person }),
            kind: 'progress',
            insist: true,
          },
          { everyMs: showEveryMs },
        );
  const request = requestOf(desk, run, (message) => {
    live?.show(message);
    follow?.show(message);
  });
  const answer = await takeUp(request, run, entries, 'resume');
  await live?.end();
  // Somebody was faster: they tell.
  if (answer.code === 'busy') return;
  await follow?.end(answer);
  await tellOfRun(desk, run, answer);
}

/** The bot itself goes on; whose run it is stands in the run. */
function requestOf(desk: Desk, run: Run, progress: Request['progress']): Request {
  const principal: Principal = { kind: 'scheduler' };
  return {
    desk,
    principal,
    conversation: run.conversation,
    private: false,
    text: run.plan.action,
    deliveryKey: run.delivery ?? `reattach:${run.runId}`,
    language: languageFor(desk.settings(), run.conversation, undefined),
    confirmed: false,
    progress,
    signal: new AbortController().signal,
  };
}
