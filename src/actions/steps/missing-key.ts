import { outside, type Text, texts } from '../text.ts';

const say = texts('missing-key', {
  seen: { en: 'a key seems to be missing: {line}', zh: '似乎缺少密钥:{line}' },
});

/** Older lines may tell of an earlier start. */
const newestLines = 3;

/** A log line such as `OPENAI_API_KEY is not set` or `API密钥未设置` among the newest. */
export function missingKey(log: string): Text | undefined {
  const line = log
    .trimEnd()
    .split('\n')
    .slice(-newestLines)
    .findLast((each) => /(_KEY|_TOKEN|api key|密钥).*(not set|missing|required|未设置|缺少|为空)/i.test(each));
  return line === undefined ? undefined : say.seen({ line: outside(line.trim().slice(0, 200)) });
}
