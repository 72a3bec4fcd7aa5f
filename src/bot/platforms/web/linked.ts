import { type Html, html, type Piece } from './html.ts';

/** The number of a run leads to its page, which asks for itself whether the reader may see it. */
export function linked(words: string): Html {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of words.matchAll(/(?<=(?:^|[\s·(])(?:run|运行) )\d{1,9}(?![\w.])/g)) {
    pieces.push(words.slice(from, match.index), html`<a href="/runs/${match[0]}">${match[0]}</a>`);
    from = match.index + match[0].length;
  }
  return html`${pieces}${words.slice(from)}`;
}
