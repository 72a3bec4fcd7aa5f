import { hostname } from 'node:os';
import { identify } from '../../src/auth/identify.ts';
import { type Composed, compose } from '../../src/bot/compose.ts';
import type { Desk } from '../../src/handlers/desk.ts';
import { receive } from '../../src/handlers/dispatch/receive.ts';
import type { Answer, Given, Message } from '../../src/handlers/message.ts';
import type { Run } from '../../src/handlers/store/runs.ts';
import { labEnv, stateFolder } from './lab.ts';

export interface LabDesk {
  readonly desk: Desk;
  readonly composed: Composed;
  readonly progress: Message[];
  /** As that person in a private terminal chat of their own. */
  say(who: string, text: string, confirmed?: boolean): Promise<Answer>;
  /** What they were asked for privately. */
  give(who: string, ref: string, value: string): Promise<Answer>;
  close(): Promise<void>;
}

export interface LabDeskOptions {
  /** Another one's state, which stays; one of its own unless told. */
  readonly state?: string;
  /** `bot`: goes on with what another began. */
  readonly kind?: 'bot' | 'cli';
  readonly interrupted?: (runs: readonly Run[]) => void;
}

/** The bot itself on `config/lab`, in this process. `change` replaces parts of its desk. */
export async function labDesk(
  change: (desk: Desk) => Desk = (desk) => desk,
  options: LabDeskOptions = {},
): Promise<LabDesk> {
  const state = options.state === undefined ? stateFolder() : { path: options.state, remove: () => undefined };
  const composing = await compose({
    dir: 'config/lab',
    env: { ...process.env, ...labEnv, ZHIBAN_LAB_STATE: state.path },
    kind: options.kind ?? 'cli',
    logLevel: 'silent',
    interrupted: options.interrupted ?? (() => {}),
  });
  if (!composing.ok) throw new Error(`config/lab does not load: ${JSON.stringify(composing)}`);
  const { composed } = composing;
  const desk = change(composed.desk);
  const progress: Message[] = [];
  let sent = 0;
  const say = async (who: string, text: string, confirmed: boolean, given?: Given): Promise<Answer> => {
    sent += 1;
    const sender = { platform: 'terminal', id: who };
    const received = await receive(desk, {
      message: {
        deliveryKey: `lab:${desk.instance}:${sent}`,
        conversation: { platform: 'terminal', tenant: hostname(), space: who },
        sender,
        private: true,
        takesInput: true,
        text,
        ...(given === undefined ? {} : { given }),
      },
      principal: identify(sender, desk.settings().policy),
      confirmed,
      signal: AbortSignal.timeout(110_000),
      progress: (message) => progress.push(message),
    });
    return received.answer;
  };
  return {
    desk,
    composed,
    progress,
    say: (who, text, confirmed = false) => say(who, text, confirmed),
    give: (who, ref, value) => say(who, '', false, { ref, value }),
    async close() {
      await composed.close();
      state.remove();
    },
  };
}
