import { randomUUID } from 'node:crypto';
import { answerAsked } from '../../../handlers/dispatch/answer-asked.ts';
import type { Answer } from '../../../handlers/message.ts';
import type { Request } from '../../../handlers/request.ts';
import { conversationOf, privateSpace } from './rooms.ts';
import type { Viewer } from './sessions.ts';
import type { Web } from './web.ts';

/** A request of the viewer's own, as from the private room. */
export function requestOf(web: Web, { person }: Viewer, text: string, language: Request['language']): Request {
  return {
    desk: web.desk,
    principal: person,
    conversation: conversationOf({ space: privateSpace(person.id) }),
    private: true,
    text,
    deliveryKey: `page:${randomUUID()}`,
    language,
    confirmed: false,
    progress: () => {},
    signal: AbortSignal.any([web.signal, AbortSignal.timeout(60_000)]),
  };
}

/** The answer to one of the bot's own commands that only read, decided and recorded as in a chat. */
export async function askCommand(request: Request, name: string, input: unknown): Promise<Answer> {
  const command = request.desk.commands.find((each) => each.name === name);
  if (command?.kind !== 'command' || command.changesState) throw new Error(`/${name} does not only read`);
  return answerAsked({ command, input: command.input.parse(input) }, request);
}
