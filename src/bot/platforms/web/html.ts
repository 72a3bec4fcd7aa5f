import { html as tag } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** Markup whose every value was escaped. */
export type Html = HtmlEscapedString;
export type Piece = string | number | Html | undefined | false | readonly Piece[];

/** Markup with its values escaped, in text and in quoted attributes. Lists are joined; undefined and false are nothing. */
export const html = (strings: TemplateStringsArray, ...values: readonly Piece[]): Html =>
  tag(strings, ...values) as Html; // a promise comes only of promises
