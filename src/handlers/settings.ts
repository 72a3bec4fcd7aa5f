import * as z from 'zod';
import type { System } from '../actions/inventory.ts';
import type { Language } from '../actions/text.ts';
import { name } from '../actions/values.ts';
import type { Policy } from '../auth/policy.ts';
import type { AlertsSpec, Source } from './alerts/alert-settings.ts';
import type { ChecklistsSpec } from './checklists/checklist-spec.ts';
import type { Schedule } from './schedules/schedule-spec.ts';

/** A room: where it is, and what is meant there when nothing is said. */
export const channelSpec = z.strictObject({
  platform: z.string().min(1),
  tenant: z.string().default(''),
  space: z.string().min(1),
  system: name.optional(),
  language: z.enum(['en', 'zh']).optional(),
});

export const auditSpec = z.strictObject({
  /** Answer queries even when the audit row cannot be written, and flag it. Changes are refused always. */
  readsWhenUnwritable: z.boolean().default(false),
});

export const limitsSpec = z.strictObject({
  /** Commands a person may send within a minute. */
  commandsPerMinute: z.int().min(1).default(30),
});

/** One loaded configuration, as the handlers see it. Replaced as a whole by `/reconfigure`. */
export interface Settings {
  /** Short hash of all its files; stands in every audit row. */
  readonly version: string;
  /** IANA zone in which times are shown. */
  readonly timeZone: string;
  readonly language: Language;
  /** By which days are worked. */
  readonly workDays: 'monday-to-friday' | 'china';
  readonly systems: readonly System[];
  readonly policy: Policy;
  readonly channels: readonly z.output<typeof channelSpec>[];
  readonly schedules: readonly Schedule[];
  /** By system. */
  readonly checklists: Readonly<Record<string, ChecklistsSpec>>;
  /** `18:00`: what a person was asked and has not done is raised again then. */
  readonly evening: string;
  readonly audit: z.output<typeof auditSpec>;
  readonly limits: z.output<typeof limitsSpec>;
  /** Left out: as the schema has it. */
  readonly alerts?: AlertsSpec;
  /** Who may post alerts, by name. */
  readonly intake?: Readonly<Record<string, Source>>;
  /** No confirm is asked and any `--as` is allowed: the demo alone. */
  readonly demo: boolean;
}
