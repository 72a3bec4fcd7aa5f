import { outside, type Text, texts } from '../../actions/text.ts';

const say = texts('doctor.joined', {
  all: { en: '{all}', zh: '{all}' },
  more: { en: '{count} more', zh: '另外 {count} 项' },
});

/** `a, b and c`; of a long list the first, and how many more. */
export function joined(words: readonly string[], most = 12): Text {
  const rest = words.length - most;
  const first = words.slice(0, rest > 0 ? most : undefined).map(outside);
  return say.all({ all: { list: rest > 0 ? [...first, say.more({ count: rest })] : first } });
}
