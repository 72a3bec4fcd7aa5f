import { outside, type Text, texts } from '../../text.ts';

const say = texts('missing-key', {
  seen: { en: 'a key seems to be missing: {line}', zh: '似乎缺少密钥:{line}' },
});

const missing = /(_KEY|_TOKEN|api key|密钥).*(not set|missing|required|未设置|缺少|为空)/i;
/** Older lines may tell of an earlier start. */
const newestLines = 3;

/** A log line such as `OPENAI_API_KEY is not set` or `API密钥未设置` among the newest. */
export function missingKey(log: string): Text | undefined {
  const lines = log.trimEnd().split('\n').slice(-newestLines);
  const line = lines.findLast((each) => missing.test(each));
  if (line === undefined) return undefined;
  // From the key's name on: the stamp before it says nothing.
  const from = line.lastIndexOf(' ', line.search(missing)) + 1;
  return say.seen({ line: outside(line.slice(from).trim().slice(0, 200)) });
}
