import type { Button } from '../../actions/report.ts';
import type { Principal } from '../../auth/principal.ts';
import type { Chattable } from '../command.ts';
import type { Desk } from '../desk.ts';
import { parse } from '../dispatch/parse.ts';
import { refusalOfCommand } from '../gate/rights.ts';
import { channelOf } from '../language/language-for.ts';
import type { Conversation } from '../message.ts';
import type { Request } from '../request.ts';
import type { Alert } from '../store/alerts.ts';
import { refusalOfAlert } from './alert-of.ts';

/** What a command about an alert asks for itself, once it knows its system; undefined of every other. */
const askedOfAlert = ({ asksFor = [] }: Chattable): string | undefined =>
  asksFor.find((permission) => permission.startsWith('alert:'));

/** Whether what a button types is something a reader may do, where it stands. `alert`: the one it is about. */
export function mayPress(
  desk: Desk,
  principal: Principal,
  command: string,
  conversation: Conversation,
  alert?: Pick<Alert, 'system' | 'systems'>,
): boolean {
  const settings = desk.settings();
  const parsed = parse(command, {
    commands: desk.commands,
    systems: settings.systems,
    people: settings.policy.people,
    channelSystem: channelOf(settings, conversation)?.system,
    me: principal.kind === 'person' ? principal.id : undefined,
  });
  if (!parsed.ok) return false;
  const { command: asked, input } = parsed.value;
  const request = asAsked(desk, principal, command, conversation);
  const ownPermission = askedOfAlert(asked);
  if (ownPermission !== undefined && alert !== undefined)
    return refusalOfAlert(request, ownPermission, alert) === undefined;
  // Which system an alert is of stands in the store; in a room it is the room's.
  const system =
    parsed.value.system ?? (ownPermission === undefined ? undefined : channelOf(settings, conversation)?.system);
  const environment = system === undefined ? undefined : desk.inventory().environment(system);
  const needs = ownPermission === undefined ? asked : { permission: ownPermission };
  const where = {
    input,
    ...(system === undefined ? {} : { system }),
    ...(environment === undefined ? {} : { environment }),
  };
  return refusalOfCommand(request, needs, where) === undefined;
}

/** In a room one button serves all who read it: it stands there when one of the people may press it. */
export function forReaders(
  desk: Desk,
  buttons: readonly Button[],
  readers: readonly string[],
  conversation: Conversation,
  alert: Pick<Alert, 'system' | 'systems'>,
): readonly Button[] {
  return buttons.filter(({ command }) =>
    readers.some((id) => mayPress(desk, personCalled(id), command, conversation, alert)),
  );
}

export const personCalled = (id: string): Principal => ({
  kind: 'person',
  id,
  via: { platform: 'stored', id },
  assumed: false,
});

/** As if it was typed, for the rules that decide. */
const asAsked = (desk: Desk, principal: Principal, text: string, conversation: Conversation): Request => ({
  desk,
  principal,
  conversation,
  private: false,
  text,
  deliveryKey: '',
  language: 'en',
  confirmed: false,
  progress: () => {},
  signal: AbortSignal.abort(),
});
