/** Without look-alikes (0 O, 1 I L, U V), so that a code can be read aloud and typed on a phone. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTWXYZ';

/** Six random characters: the id of a plan, and what one types to confirm or approve it. About 594 million. */
export function newCode(): string {
  const picked: string[] = [];
  while (picked.length < 6) {
    const [byte = 255] = crypto.getRandomValues(new Uint8Array(1));
    // The tail of the byte's range is thrown away, so that every letter is as likely as any other.
    if (byte < 256 - (256 % alphabet.length)) picked.push(alphabet.charAt(byte % alphabet.length));
  }
  return picked.join('');
}

/** `7f3kq2` and `7F3KQ2` are one code. */
export const sameCode = (typed: string): string => typed.toUpperCase();
