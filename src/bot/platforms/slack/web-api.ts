/** The part of Slack's SDK that is used here; the rest of Bolt (a web server, OAuth) is not loaded. */

export type {
  KnownBlock,
  MessageMetadata,
  ModalView,
  PlainTextElement,
  RichTextElement,
  WebClientOptions,
} from '@slack/web-api';
export {
  LogLevel,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from '@slack/web-api';
