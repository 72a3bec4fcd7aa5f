import type * as z from 'zod';
import type { Settings } from '../../handlers/settings.ts';
import type { HostSpec } from '../hosts/host-spec.ts';
import type { KeepDays } from '../storage/retention.ts';
import type { platformsSpec, webSpec } from './configuration-spec.ts';
import type { Fault } from './fault.ts';
import type { Secret } from './secret.ts';

/** One configuration that was found good, everything resolved. Replaced as a whole. */
export interface Configuration {
  readonly settings: Settings;
  /** Local paths absolute. A key still says where the secret is; its value is among `secrets`. */
  readonly hosts: Readonly<Record<string, HostSpec>>;
  readonly state: {
    /** Absolute. */
    readonly dir: string;
    readonly keepDays: KeepDays;
  };
  readonly heartbeat?: { readonly url: string; readonly everyMs: number };
  readonly web: z.output<typeof webSpec>;
  readonly platforms: z.output<typeof platformsSpec>;
  /** 32 bytes; left out, the store keeps a key of its own. */
  readonly auditKey?: Uint8Array;
  /** Every secret the configuration names, for the redactor. Env files of the systems are not among them. */
  readonly secrets: readonly Secret[];
  /** Not wrong, but worth a look. */
  readonly warnings: readonly Fault[];
}

export type Loaded =
  | { readonly ok: true; readonly configuration: Configuration }
  | { readonly ok: false; readonly faults: readonly Fault[] };
