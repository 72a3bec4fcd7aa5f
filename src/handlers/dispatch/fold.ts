const alreadyFolded = /^[a-z0-9_\-\u4e00-\u9fff]+$/;

/** How names are compared: width, letter case and spacing do not count. */
export function fold(name: string): string {
  if (alreadyFolded.test(name)) return name;
  return name.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ');
}

const beyondAscii = /[^\0-\x7f]/;

/** Written in Chinese (or anything else that needs no spaces), so its words may stand glued. */
export const isBeyondAscii = (word: string): boolean => beyondAscii.test(word);
