import { userInfo } from 'node:os';
import { type Identified, identifyOsUser } from '../../auth/identify.ts';
import type { Settings } from '../../handlers/settings.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The person at the command line, from the operating system's own word. SUDO_USER counts only for root: others can set it. */
export function whoCalls(settings: Settings, asName: string | undefined, env: Env): Identified {
  const osUser = userInfo().username;
  const sudoUser = process.getuid?.() === 0 ? env.SUDO_USER : undefined;
  return identifyOsUser({ osUser, sudoUser, asName, demo: settings.demo }, settings.policy);
}

export function refusalWords(
  identified: Extract<Identified, { identified: false }>,
  asName: string | undefined,
): string {
  const { reason, osUser, may } = identified;
  const allowed =
    may.length === 0 ? 'Nobody lists this user under osUsers.' : `This user may be: ${may.join(', ')} (--as NAME).`;
  switch (reason) {
    case 'unknown-person':
      return `Nobody is called "${asName ?? ''}". ${allowed}`;
    case 'not-yours':
      return `The operating-system user ${osUser} may not act as ${asName ?? 'that person'}. ${allowed}`;
    default:
      return `The operating-system user ${osUser} is no person of the configuration: say who with --as NAME. ${allowed}`;
  }
}
