import * as z from 'zod';

export const systemdSpec = z.strictObject({
  kind: z.literal('systemd'),
  /** With its suffix, e.g. `talentlens.service`. */
  unit: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9:_.@-]*\.service$/, 'a unit name with its suffix, e.g. nginx.service'),
  /** Whether `systemctl reload` means something to it. */
  reload: z.boolean().default(false),
});
export type SystemdSpec = z.output<typeof systemdSpec>;
