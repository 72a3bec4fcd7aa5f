import type { Command } from '../command.ts';
import { abandon } from './abandon.ts';
import { approve } from './approve.ts';
import { audit } from './audit.ts';
import { breakglass } from './breakglass.ts';
import { can } from './can.ts';
import { cancel } from './cancel.ts';
import { confirm } from './confirm.ts';
import { deny } from './deny.ts';
import { freeze } from './freeze.ts';
import { help } from './help.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { follow } from './logs/follow.ts';
import { reconfigure } from './reconfigure.ts';
import { resume } from './resume.ts';
import { review } from './review.ts';
import { run } from './run.ts';
import { runs } from './runs.ts';
import { thaw } from './thaw.ts';
import { undo } from './undo.ts';
import { watch } from './watch.ts';
import { whoami } from './whoami.ts';

/** The commands about the bot itself. */
export const ownCommands: readonly Command[] = [
  help,
  whoami,
  login,
  logout,
  can,
  watch,
  follow,
  runs,
  run,
  cancel,
  resume,
  undo,
  abandon,
  confirm,
  approve,
  deny,
  breakglass,
  review,
  freeze,
  thaw,
  reconfigure,
  audit,
];
