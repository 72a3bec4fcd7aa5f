import { type Text, texts } from './text.ts';

const say = texts('joined', {
  dot: { en: '{first} · {rest}', zh: '{first} · {rest}' },
  nothing: { en: '–', zh: '–' },
});

/** `a · b · c`; a dash for none. */
export function dotted(all: readonly (Text | undefined)[]): Text {
  const [first, ...rest] = all.filter((each) => each !== undefined);
  if (first === undefined) return say.nothing();
  return rest.length === 0 ? first : say.dot({ first, rest: dotted(rest) });
}
