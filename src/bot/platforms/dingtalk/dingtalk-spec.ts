import * as z from 'zod';
import { secretSpec } from '../../config/secret-spec.ts';

const address = z.url({ protocol: /^https?$/ });

export const dingtalkSpec = z.strictObject({
  /** Client ID of the app, AppKey of old. */
  clientId: z.string().regex(/^[\w.-]{1,128}$/, 'the Client ID of the app'),
  /** Client Secret of the app, AppSecret of old. */
  clientSecret: secretSpec,
  /** Of the app's robot; its Client ID unless told. */
  robotCode: z.string().min(1).optional(),
  /** A card made in the card builder as docs/platforms/dingtalk.md says; without it, messages are markdown. */
  cardTemplateId: z.string().min(1).optional(),
  /** Custom robots of groups, by name: they only send, to `space: "robot:NAME"`. */
  robots: z
    .record(
      z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'a name of small letters, digits and hyphens'),
      z.strictObject({
        /** What stands behind access_token= in the robot's webhook. */
        token: secretSpec,
        /** Of its security setting "additional signature", SEC…. */
        secret: secretSpec,
      }),
    )
    .optional(),
  /** Of a private deployment; https://api.dingtalk.com unless told. */
  apiUrl: address.optional(),
  /** The older interface; https://oapi.dingtalk.com unless told. */
  oapiUrl: address.optional(),
});
export type DingTalkSpec = z.output<typeof dingtalkSpec>;
