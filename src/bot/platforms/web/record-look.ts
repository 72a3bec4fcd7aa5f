import { principalKey } from '../../../auth/principal.ts';
import type { Viewer } from './sessions.ts';
import type { Web } from './web.ts';

/** Forgotten ones are recorded once more. */
const mostKnown = 10_000;

/** Keeps that a session looks at this; what it asks for by itself afterwards is the same look. */
export function knowLook({ looks }: Pick<Web, 'looks'>, { hash }: Viewer, command: string): void {
  const [oldest] = looks;
  if (looks.size >= mostKnown && oldest !== undefined) looks.delete(oldest);
  looks.add(`${hash} ${command}`);
}

export const isKnownLook = ({ looks }: Pick<Web, 'looks'>, { hash }: Viewer, command: string): boolean =>
  looks.has(`${hash} ${command}`);

/** Keeps that somebody opened a page that shows systems; what it measures afterwards is one look. */
export async function recordLook(web: Web, viewer: Viewer, command: string, action: string): Promise<void> {
  const { desk } = web;
  const { person } = viewer;
  const { version, audit } = desk.settings();
  try {
    await desk.store.audit.append({
      atMs: desk.clock.now(),
      principal: principalKey(person),
      via: `web:${person.id}`,
      ...(person.assumed ? { assumed: true } : {}),
      event: 'page.opened',
      command,
      action,
      configuration: version,
    });
    knowLook(web, viewer, command);
  } catch (error) {
    desk.log('error', 'the audit log cannot be written', { error: String(error) });
    if (!audit.readsWhenUnwritable) throw error;
  }
}
