import type * as z from 'zod';
import type { Chattable } from '../../handlers/command.ts';
import type { Check } from '../config/checks/check.ts';
import type { Configuration } from '../config/configuration.ts';
import type { Finding } from '../doctor/finding.ts';
import type { OpenedPlatform, PlatformParts } from './platform-parts.ts';

/** All that the rest of the bot has to know of a platform; what is heavy is loaded when it is configured, else not at all. */
export interface PlatformKind<Spec extends z.ZodType = z.ZodType> {
  /** What stands under `platforms.<name>`. */
  readonly spec: Spec;
  /** Where in there secrets stand, e.g. `webhook.secret`; `*` is any key. */
  readonly secrets: readonly string[];
  /** Rules of the whole configuration that no schema can hold. */
  readonly check: Check;
  open(parts: PlatformParts, spec: z.output<Spec>): Promise<OpenedPlatform>;
  /** What the doctor finds there. */
  examine(patient: PlatformPatient): Promise<readonly Finding[]>;
}

export interface PlatformPatient {
  readonly configuration: Configuration;
  readonly commands: readonly Chattable[];
  readonly now: () => number;
}
