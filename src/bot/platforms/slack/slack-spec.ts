import * as z from 'zod';
import { secretSpec } from '../../config/secret-spec.ts';

export const slackSpec = z.strictObject({
  /** `socket`: the bot connects to Slack; `http`: Slack calls the bot below `web.publicUrl`. */
  mode: z.enum(['socket', 'http']).default('socket'),
  /** Bot User OAuth Token, `xoxb-…`. */
  botToken: secretSpec,
  /** App-Level Token with connections:write, `xapp-…`; for `socket`. */
  appToken: secretSpec.optional(),
  /** Signs what Slack sends; for `http`. */
  signingSecret: secretSpec.optional(),
  /** Of a private deployment, e.g. GovSlack; Slack's own unless told. */
  apiUrl: z.url({ protocol: /^https?$/ }).optional(),
});
export type SlackSpec = z.output<typeof slackSpec>;
