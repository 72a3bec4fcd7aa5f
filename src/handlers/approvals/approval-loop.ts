import { approvers } from '../../auth/approval.ts';
import { personIdOf } from '../../auth/principal.ts';
import { aboutPlan } from '../audit/entry.ts';
import type { Desk } from '../desk.ts';
import { readerOf } from '../language/reader-of.ts';
import { atMost, type Loop, startLoop } from '../loop.ts';
import { livePosting } from '../outbox/live-posting.ts';
import { post } from '../outbox/post.ts';
import { dropSecrets } from '../private-input/drop-secrets.ts';
import type { Request } from '../request.ts';
import type { Approval } from '../store/approvals.ts';
import { soundAlarm } from './break-glass.ts';
import { tellApprovers } from './request-words.ts';
import { closedMessage, showOutcome } from './show-outcome.ts';
import { useBreakGlass } from './use-break-glass.ts';

const lookEveryMs = 1_000;
/** What cannot start now (a lock, a freeze) is tried again so often, until it expires. */
const tryAgainMs = 15_000;

/** Closes requests that nobody answered in time, and starts what goes ahead alone once its wait is over. */
export function startApprovals(desk: Desk): Loop {
  const end = new AbortController();
  const going = new Map<string, Promise<void>>();
  const notBefore = new Map<string, number>();
  let retold = false;

  const look = async (): Promise<void> => {
    const open = await desk.store.approvals.open();
    const nowMs = desk.clock.now();
    for (const approval of open) {
      if (!retold) await tellAgain(desk, approval);
      if (nowMs >= approval.expiresAtMs) await expire(desk, approval);
      else if (isDue(approval, nowMs) && !going.has(approval.code)) begin(approval);
    }
    retold = true;
    for (const code of notBefore.keys()) if (!open.some((each) => each.code === code)) notBefore.delete(code);
  };

  const begin = (approval: Approval): void => {
    const { code } = approval;
    if (desk.clock.monotonic() < (notBefore.get(code) ?? 0)) return;
    const work = goAhead(desk, approval, end.signal)
      .catch((error: unknown) => desk.log('error', 'break-glass could not start', { code, error: String(error) }))
      .finally(() => {
        going.delete(code);
        notBefore.set(code, desk.clock.monotonic() + tryAgainMs);
      });
    going.set(code, work);
  };

  const loop = startLoop(desk, 'looking after requests', lookEveryMs, look);
  return {
    async stop() {
      await loop.stop();
      end.abort(new Error('the process must end'));
      await atMost(desk.clock, 4_000, Promise.all(going.values()));
    },
  };
}

const isDue = ({ breakGlass }: Approval, nowMs: number): boolean =>
  breakGlass !== undefined && nowMs >= breakGlass.fromMs;

/** A process that died right after it asked may have told nobody. */
async function tellAgain(desk: Desk, approval: Approval): Promise<void> {
  const { kind, permission, plan, requester } = approval;
  if (kind !== 'approve') return;
  const { system, environment, input } = plan;
  const question = { permission, system, environment, input, except: requester, atMs: approval.askedAtMs };
  await tellApprovers(desk, approval, approvers(question, desk.settings().policy));
  if (approval.breakGlass !== undefined) await soundAlarm(desk, approval);
}

async function expire(desk: Desk, approval: Approval): Promise<void> {
  const by = 'scheduler';
  const atMs = desk.clock.now();
  const closed = await desk.store.approvals.decide(approval.code, 'expired', by, atMs, {
    atMs,
    principal: by,
    via: by,
    event: `${approval.kind}.expired`,
    ...aboutPlan(approval),
    approvalId: approval.code,
    configuration: desk.settings().version,
  });
  if (closed) await dropSecrets(desk, approval.plan);
  if (closed) await showOutcome(desk, approval, closedMessage(desk, approval, 'expired', by));
}

/** As who asked for it, in a message of its own where it was asked. */
async function goAhead(desk: Desk, approval: Approval, signal: AbortSignal): Promise<void> {
  const { code, requester, conversation, command } = approval;
  const id = personIdOf(requester);
  if (id === undefined) return;
  const principal = { kind: 'person' as const, id, via: { platform: 'stored', id: requester }, assumed: false };
  const posting = { key: `breakglass-run:${code}`, conversation, person: id, insist: true };
  const live = livePosting(desk, { ...posting, kind: 'progress' }, { everyMs: 1_000 });
  const request: Request = {
    desk,
    principal,
    conversation,
    private: false,
    text: command,
    deliveryKey: `breakglass:${code}`,
    language: readerOf(desk, conversation, id).language,
    confirmed: false,
    progress: live.show,
    signal,
  };
  const answer = await useBreakGlass(request, approval);
  await live.end();
  await post(desk, { ...posting, kind: 'final', message: answer.message });
}
