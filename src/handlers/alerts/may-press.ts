import type { Button } from '../../actions/report.ts';
import type { Principal } from '../../auth/principal.ts';
import type { Desk } from '../desk.ts';
import { parse } from '../dispatch/parse.ts';
import { refusalOfCommand } from '../gate/rights.ts';
import { channelOf } from '../language/language-for.ts';
import type { Conversation } from '../message.ts';
import type { Request } from '../request.ts';

/** What the commands about an alert ask for themselves, once they know its system. */
const ofAlerts: Readonly<Record<string, string>> = {
  ack: 'alert:ack',
  silence: 'alert:silence',
  unsilence: 'alert:silence',
};

/** Whether what a button types is something a reader may do, where it stands. */
export function mayPress(desk: Desk, principal: Principal, command: string, conversation: Conversation): boolean {
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
  const ownPermission = ofAlerts[asked.name];
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
  return refusalOfCommand(asAsked(desk, principal, command, conversation), needs, where) === undefined;
}

/** In a room one button serves all who read it: it stands there when one of the people may press it. */
export function forReaders(
  desk: Desk,
  buttons: readonly (Button & { readonly permission?: string })[],
  readers: readonly string[],
  conversation: Conversation,
  system: string | undefined,
): readonly Button[] {
  const environment = system === undefined ? undefined : desk.inventory().environment(system);
  const where = { ...(system === undefined ? {} : { system }), ...(environment === undefined ? {} : { environment }) };
  return buttons
    .filter(({ command, permission }) =>
      readers.some((id) => {
        const principal = personCalled(id);
        return permission === undefined
          ? mayPress(desk, principal, command, conversation)
          : refusalOfCommand(asAsked(desk, principal, command, conversation), { permission }, where) === undefined;
      }),
    )
    .map(({ permission: _, ...button }) => button);
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
