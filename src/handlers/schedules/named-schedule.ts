import { fail, ok, type Result } from '../../actions/result.ts';
import { outside, texts } from '../../actions/text.ts';
import type { Chattable } from '../command.ts';
import type { Parsed } from '../dispatch/build-input.ts';
import { nearest } from '../dispatch/suggest.ts';
import { refusalOf, type Where } from '../gate/rights.ts';
import type { Request } from '../request.ts';
import { commandOf } from './command-of.ts';
import type { Schedule } from './schedule-spec.ts';

const say = texts('schedule-name', {
  none: { en: 'No schedule is configured.', zh: '尚未配置任何计划。' },
  known: { en: 'There is no schedule "{name}"; there {list}.', zh: '没有名为“{name}”的计划,现有:{list}。' },
  list: { en: '{count, plural, one {is} other {are}} {list}', zh: '{list}{count, plural, other {}}' },
});

export interface NamedSchedule {
  readonly schedule: Schedule;
  /** What its words mean; a failure when the configuration changed under it. */
  readonly asked: Result<Parsed>;
}

export const askedBy = ({ desk }: Pick<Request, 'desk'>, schedule: Schedule): Result<Parsed> =>
  commandOf({ commands: desk.commands, settings: desk.settings() }, schedule);

/** The schedules whose system this reader may look at. */
export const visibleSchedules = (request: Request): readonly NamedSchedule[] =>
  request.desk
    .settings()
    .schedules.map((schedule) => ({ schedule, asked: askedBy(request, schedule) }))
    .filter(({ asked }) => refusalOf(request, 'schedule:read', whereOf(asked)) === undefined);

export const whereOf = (asked: Result<Parsed>): Where =>
  asked.ok && asked.value.system !== undefined
    ? {
        system: asked.value.system,
        ...(asked.value.environment === undefined ? {} : { environment: asked.value.environment }),
      }
    : {};

/** The one that was typed; one that may not be seen is as unknown as one that is not there. */
export function namedSchedule(request: Request, typed: string, command: Chattable['name']): Result<NamedSchedule> {
  const all = visibleSchedules(request);
  const name = typed.trim().toLowerCase();
  const found = all.find(({ schedule: { id } }) => id === name);
  if (found !== undefined) return ok(found);
  const ids = all.map(({ schedule: { id } }) => id);
  const near = nearest(name, ids);
  const next = near === undefined ? ['/schedule list'] : [`/${command} ${near}`];
  if (ids.length === 0) return fail('not-found', say.none());
  const list = say.list({ count: ids.length, list: { list: ids.slice(0, 20) } });
  return fail('not-found', say.known({ name: outside(typed), list }), { next });
}

/** The one that was typed, and where it acts, for who may pause it and let it go on there. */
export function pausableSchedule(
  request: Request,
  typed: string,
  command: Chattable['name'],
): Result<{ readonly schedule: Schedule; readonly where: Where }> {
  const found = namedSchedule(request, typed, command);
  if (!found.ok) return found;
  const where = whereOf(found.value.asked);
  const refused = refusalOf(request, 'schedule:pause', where);
  return refused === undefined ? ok({ schedule: found.value.schedule, where }) : { ok: false, failure: refused };
}
