import { principalKey } from '../../../auth/principal.ts';
import type { Viewer } from './sessions.ts';
import type { Web } from './web.ts';

/** Keeps that somebody is in now. False when it cannot be kept: the session is ended then, for nobody is in unrecorded. */
export async function recordSignIn({ desk, sessions }: Web, viewer: Viewer): Promise<boolean> {
  const { id, assumed } = viewer.person;
  try {
    await desk.store.audit.append({
      atMs: desk.clock.now(),
      principal: principalKey(viewer.person),
      via: `web:${id}`,
      ...(assumed ? { assumed: true } : {}),
      event: 'web.signed-in',
      configuration: desk.settings().version,
    });
    return true;
  } catch (error) {
    desk.log('error', 'a sign-in could not be recorded, so there was none', { error: String(error) });
    await sessions.end(viewer);
    return false;
  }
}
