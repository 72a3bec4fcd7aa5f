import { principalKey } from '../../../auth/principal.ts';
import type { Viewer } from './sessions.ts';
import type { Web } from './web.ts';

/** Keeps that somebody opened a page that shows systems; what it measures afterwards is one look. */
export async function recordLook({ desk }: Web, { person }: Viewer, command: string, action: string): Promise<void> {
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
  } catch (error) {
    desk.log('error', 'the audit log cannot be written', { error: String(error) });
    if (!audit.readsWhenUnwritable) throw error;
  }
}
