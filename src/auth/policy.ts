import * as z from 'zod';

/** Who there is and what each may do, as configured. Empty means deny. */

const id = z.string().regex(/^[a-z][a-z0-9_.-]{0,31}$/, 'an id of small letters, digits, dots and hyphens');
/** `service:restart`, `service:*`, `*:read`, `*`. */
const permissionPattern = z
  .string()
  .regex(/^(\*|(\*|[a-z]+):(\*|[a-z]+))$/, 'a permission such as service:restart, service:* or *');

export const personSpec = z.strictObject({
  name: z.string().min(1),
  roles: z.array(id).default([]),
  /** Platform → unforgeable user ids there, e.g. `{ telegram: ["12345"], slack: ["T1:U1"] }`. */
  chat: z.record(z.string(), z.array(z.string().min(1))).default({}),
  /** Operating-system users that are this person on the command line. */
  osUsers: z.array(z.string().min(1)).default([]),
  language: z.enum(['en', 'zh']).optional(),
});

export const roleSpec = z.strictObject({ title: z.string().default('') });

export const grantSpec = z.strictObject({
  role: id,
  /** What its holders may do themselves. */
  may: z.array(permissionPattern).default([]),
  /** What they may say yes to when another person asks. */
  approve: z.array(permissionPattern).default([]),
  /** May go ahead without a second person, loudly (see approvals). */
  breakGlass: z.array(permissionPattern).default([]),
  /** What the bot's own principals may start where a person would be asked to confirm; they are never asked. */
  unattended: z.array(permissionPattern).default([]),
  /** Left out: everywhere. */
  systems: z.array(z.string()).optional(),
  environments: z.array(z.enum(['production', 'staging', 'lab', 'demo'])).optional(),
  /** Only at these hours of these weekdays (1 = Monday), in the team's zone. */
  hours: z
    .strictObject({
      days: z.array(z.int().min(1).max(7)).default([1, 2, 3, 4, 5]),
      from: z.string().regex(/^\d\d:\d\d$/),
      to: z.string().regex(/^\d\d:\d\d$/),
    })
    .optional(),
  /** Input fields and the values allowed, e.g. `{ service: [llm, backend] }`. */
  input: z.record(z.string(), z.array(z.string())).optional(),
});

export const policySpec = z.strictObject({
  people: z.record(id, personSpec),
  roles: z.record(id, roleSpec).default({}),
  grants: z.array(grantSpec).default([]),
});
export type Policy = z.output<typeof policySpec> & {
  /** IANA zone in which `hours` are read. */
  readonly timeZone: string;
  /** Roles of the bot's own principals: `scheduler`, `alert`, `api:<name>`. */
  readonly machineRoles: Readonly<Record<string, readonly string[]>>;
};
export type Grant = z.output<typeof grantSpec>;
