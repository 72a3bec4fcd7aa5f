import { hostname } from 'node:os';
import { identify } from '../../src/auth/identify.ts';
import { type Composed, compose } from '../../src/bot/compose.ts';
import type { Desk } from '../../src/handlers/desk.ts';
import { receive } from '../../src/handlers/dispatch/receive.ts';
import type { Answer, Message } from '../../src/handlers/message.ts';
import { labEnv, stateFolder } from './lab.ts';

export interface LabDesk {
  readonly desk: Desk;
  readonly composed: Composed;
  readonly progress: Message[];
  /** As that person in a private terminal chat of their own. */
  say(who: string, text: string, confirmed?: boolean): Promise<Answer>;
  close(): Promise<void>;
}

/** The bot itself on `config/lab`, in this process. `change` replaces parts of its desk. */
export async function labDesk(change: (desk: Desk) => Desk = (desk) => desk): Promise<LabDesk> {
  const state = stateFolder();
  const composing = await compose({
    dir: 'config/lab',
    env: { ...process.env, ...labEnv, ZHIBAN_LAB_STATE: state.path },
    kind: 'cli',
    logLevel: 'silent',
    interrupted: () => {},
  });
  if (!composing.ok) throw new Error(`config/lab does not load: ${JSON.stringify(composing)}`);
  const { composed } = composing;
  const desk = change(composed.desk);
  const progress: Message[] = [];
  let sent = 0;
  return {
    desk,
    composed,
    progress,
    async say(who, text, confirmed = false) {
      sent += 1;
      const sender = { platform: 'terminal', id: who };
      const received = await receive(desk, {
        message: {
          deliveryKey: `lab:${sent}`,
          conversation: { platform: 'terminal', tenant: hostname(), space: who },
          sender,
          private: true,
          text,
        },
        principal: identify(sender, desk.settings().policy),
        confirmed,
        signal: AbortSignal.timeout(110_000),
        progress: (message) => progress.push(message),
      });
      return received.answer;
    },
    async close() {
      await composed.close();
      state.remove();
    },
  };
}
