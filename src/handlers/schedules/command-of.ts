import type { System } from '../../actions/inventory.ts';
import type { Result } from '../../actions/result.ts';
import type { Chattable } from '../command.ts';
import type { Desk } from '../desk.ts';
import type { Parsed } from '../dispatch/build-input.ts';
import { parse } from '../dispatch/parse.ts';
import { channelOf } from '../language/language-for.ts';
import type { Settings } from '../settings.ts';
import type { Schedule } from './schedule-spec.ts';

/** What a schedule's words mean, as if they were typed in the room it posts to. */
export function commandOf(
  { commands, settings }: { readonly commands: readonly Chattable[]; readonly settings: Settings },
  { command, post }: Pick<Schedule, 'command' | 'post'>,
): Result<Parsed> {
  return parse(command, {
    commands,
    systems: settings.systems,
    people: settings.policy.people,
    channelSystem: post === undefined ? undefined : channelOf(settings, post)?.system,
  });
}

/** The system it acts on; undefined for all of them, for none, and for a command about the bot itself. */
export function actsOn(desk: Pick<Desk, 'commands' | 'settings'>, schedule: Schedule): System['id'] | undefined {
  const parsed = commandOf({ commands: desk.commands, settings: desk.settings() }, schedule);
  return parsed.ok && parsed.value.command.kind !== 'command' ? parsed.value.system : undefined;
}
