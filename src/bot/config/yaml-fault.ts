import type { YAMLError } from 'yaml';
import { type Fault, fault, type Place } from './fault.ts';

type Code = YAMLError['code'];

/** Own words: the parser's would quote the file, and the file may hold a secret by mistake. */
const sayings: Readonly<Record<Code, readonly [message: string, hint: string]>> = {
  ALIAS_PROPS: ['an alias (*name) cannot have a tag or an anchor', 'Remove them.'],
  BAD_ALIAS: ['this alias (*name) is not written well', 'Quote the text if no alias is meant.'],
  BAD_COLLECTION_TYPE: ['this tag does not fit what it stands before', 'Tags (!name) are not read here; remove it.'],
  BAD_DIRECTIVE: ['directives (%…) are not read here', 'Remove the line.'],
  BAD_DQ_ESCAPE: ['an unknown escape after a backslash', "Use 'single quotes' to keep backslashes as they are."],
  BAD_INDENT: [
    'this line is not indented as the ones it belongs to',
    'Use the same number of spaces; close every [ and {.',
  ],
  BAD_PROP_ORDER: ['an anchor or tag stands at the wrong place', 'Put it right before the value.'],
  BAD_SCALAR_START: ['a value cannot start with this character', 'Put the value in quotes.'],
  BLOCK_AS_IMPLICIT_KEY: [
    'a second ": " within one line',
    'Put the value in quotes, or the inner key on its own line.',
  ],
  BLOCK_IN_FLOW: ['an indented block inside [ ] or { }', 'Write it within the brackets.'],
  DUPLICATE_KEY: ['a key stands twice', 'Keep one of them.'],
  IMPOSSIBLE: ['this cannot be read', 'Rewrite the line.'],
  KEY_OVER_1024_CHARS: ['a key is longer than 1024 characters', 'Is a quote or a line break missing?'],
  MISSING_CHAR: [
    'something is missing before this: a closing quote or bracket, a comma, a colon',
    'Look at the lines above.',
  ],
  MULTILINE_IMPLICIT_KEY: ['a key goes over several lines', 'Is a ":" missing after the key?'],
  MULTIPLE_ANCHORS: ['two anchors on one value', 'Keep one.'],
  MULTIPLE_DOCS: ['a second document starts here', 'One file is one document; remove the ---.'],
  MULTIPLE_TAGS: ['two tags on one value', 'Tags (!name) are not read here; remove them.'],
  NON_STRING_KEY: ['this cannot be a key', 'Keys are plain words.'],
  RESOURCE_EXHAUSTION: ['this is nested too deep to be read', 'Is a [ or { repeated?'],
  TAB_AS_INDENT: ['a tab indents this line', 'YAML wants spaces.'],
  TAG_RESOLVE_FAILED: ['tags (!name) are not read here', 'Remove it, or put the value in quotes.'],
  UNEXPECTED_TOKEN: [
    'this does not belong here',
    'Is a quote or comma missing before it? In { } and [ ] variables need quotes.',
  ],
};

export const yamlFault = (error: YAMLError, place: Place): Fault => fault(place, ...sayings[error.code]);
