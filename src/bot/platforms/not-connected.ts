import type { Text } from '../../actions/text.ts';

/** A platform that cannot be connected, and trying again is useless: a wrong token. */
export class NotConnected extends Error {
  readonly words: Text;
  constructor(words: Text) {
    super('key' in words ? words.key : words.outside);
    this.name = 'NotConnected';
    this.words = words;
  }
}
