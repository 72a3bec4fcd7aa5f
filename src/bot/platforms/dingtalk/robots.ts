import { createHmac } from 'node:crypto';
import type { Conversation } from '../../../handlers/message.ts';
import type { Api } from './api.ts';
import { DingTalkError } from './failures.ts';

/** Custom robots of groups: they only send. */
export interface Robots {
  /** The robot a conversation stands for; undefined when it is none of them. */
  named(to: Conversation): string | undefined;
  send(name: string, body: object): Promise<void>;
}

export interface RobotsParts {
  readonly api: Api;
  readonly oapiUrl: string;
  readonly secret: (name: string) => string | undefined;
  readonly now: () => number;
  readonly monotonic: () => number;
}

/** One more, and DingTalk shuts the robot out for ten minutes (open.dingtalk.com, custom robots). */
const perMinute = 20;
const prefix = 'robot:';

export function makeRobots({ api, oapiUrl, secret, now, monotonic }: RobotsParts): Robots {
  const sent = new Map<string, readonly number[]>();
  return {
    named: ({ space }) => (space.startsWith(prefix) ? space.slice(prefix.length) : undefined),
    async send(name, body) {
      const [token, key] = [secret(`robots.${name}.token`), secret(`robots.${name}.secret`)];
      if (token === undefined || key === undefined)
        throw new DingTalkError({
          status: 404,
          code: 'noSuchRobot',
          message: `platforms.dingtalk.robots has no ${name}`,
        });
      const nowMs = monotonic();
      const recent = (sent.get(name) ?? []).filter((atMs) => atMs > nowMs - 60_000);
      const blocking = recent[recent.length - perMinute];
      if (blocking !== undefined)
        throw new DingTalkError({ status: 429, code: 'perMinute', message: '', afterMs: blocking + 60_000 - nowMs });
      sent.set(name, [...recent, nowMs]);
      const timestamp = String(now());
      const sign = createHmac('sha256', key).update(`${timestamp}\n${key}`).digest('base64');
      await api.webhook(`${oapiUrl}/robot/send?${new URLSearchParams({ access_token: token, timestamp, sign })}`, body);
    },
  };
}
