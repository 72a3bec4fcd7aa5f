import type { Lock, Plan } from '../../../src/actions/plan.ts';
import type { Approval } from '../../../src/handlers/store/approvals.ts';
import type { AuditEntry } from '../../../src/handlers/store/audit-log.ts';
import type { Delivery } from '../../../src/handlers/store/deliveries.ts';
import type { OpenRun } from '../../../src/handlers/store/runs.ts';

/** Rows as the handlers would write them; each test names what matters to it. */

export const conversation = { platform: 'terminal', tenant: '', space: 'room' };

export const entry = (more: Partial<AuditEntry> = {}): AuditEntry => ({
  atMs: 1_000,
  principal: 'person:alice',
  via: 'os:alice',
  event: 'command.opened',
  command: '/restart llm',
  configuration: 'c1',
  ...more,
});

export const exclusive = (resource: string): Lock => ({ resource, mode: 'exclusive' });
export const shared = (resource: string): Lock => ({ resource, mode: 'shared' });
/** What a writer holds until it is ended (see `writing-child.ts`): of a system that no other run is about, so that none is in its way. */
export const heldToTheEnd = exclusive('service:shop/held');

export const plan = (more: Partial<Plan> = {}): Plan => ({
  action: 'restart',
  input: { system: 'teaching', service: 'llm' },
  system: 'teaching',
  environment: 'lab',
  planId: '7F3K',
  plannedAtMs: 900,
  risk: 'changes',
  locks: [exclusive('service:teaching/llm')],
  guards: [],
  steps: [],
  summary: { outside: 'restart llm' },
  facts: [],
  ...more,
});

export const openRun = (more: Partial<OpenRun> = {}): OpenRun => ({
  plan: plan(),
  planHash: 'hash-1',
  requester: 'person:alice',
  conversation,
  owner: 'bot-1',
  audit: entry({ event: 'run.opened' }),
  ...more,
});

export const delivery = (more: Partial<Delivery> = {}): Delivery => ({
  key: 'terminal:1',
  atMs: 1_000,
  conversation,
  sender: 'terminal:alice',
  text: '/health',
  owner: 'bot-1',
  ...more,
});

export const approval = (more: Partial<Approval> = {}): Approval => ({
  code: '7F3KQ2',
  kind: 'confirm',
  plan: plan(),
  planHash: 'hash-1',
  permission: 'service:restart',
  requester: 'person:alice',
  conversation,
  command: '/restart llm',
  askedAtMs: 1_000,
  expiresAtMs: 301_000,
  state: 'open',
  ...more,
});
