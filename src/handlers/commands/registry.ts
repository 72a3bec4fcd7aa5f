import type { Command } from '../command.ts';
import { abandon } from './abandon.ts';
import { ack } from './ack.ts';
import { alert } from './alert.ts';
import { alerts } from './alerts.ts';
import { approve } from './approve.ts';
import { audit } from './audit.ts';
import { breakglass } from './breakglass.ts';
import { can } from './can.ts';
import { cancel } from './cancel.ts';
import { done as checklistDone } from './checklist/done.ts';
import { history as checklistHistory } from './checklist/history.ts';
import { checklist } from './checklist.ts';
import { confirm } from './confirm.ts';
import { deny } from './deny.ts';
import { freeze } from './freeze.ts';
import { help } from './help.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { follow } from './logs/follow.ts';
import { end as endMaintenance } from './maintenance/end.ts';
import { start as startMaintenance } from './maintenance/start.ts';
import { reconfigure } from './reconfigure.ts';
import { report } from './report.ts';
import { resolve } from './resolve.ts';
import { resume } from './resume.ts';
import { review } from './review.ts';
import { run } from './run.ts';
import { runs } from './runs.ts';
import { list as listSchedules } from './schedule/list.ts';
import { pause as pauseSchedule } from './schedule/pause.ts';
import { resume as resumeSchedule } from './schedule/resume.ts';
import { run as runSchedule } from './schedule/run.ts';
import { silence } from './silence.ts';
import { silences } from './silences.ts';
import { thaw } from './thaw.ts';
import { timeline } from './timeline.ts';
import { undo } from './undo.ts';
import { unsilence } from './unsilence.ts';
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
  report,
  timeline,
  checklist,
  checklistDone,
  checklistHistory,
  listSchedules,
  runSchedule,
  pauseSchedule,
  resumeSchedule,
  startMaintenance,
  endMaintenance,
  reconfigure,
  alerts,
  alert,
  ack,
  resolve,
  silence,
  silences,
  unsilence,
  audit,
];
