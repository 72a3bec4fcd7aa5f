import { type Drawn, draw } from './markdown.ts';
import { errcode, Refused, refused } from './refusal.ts';

/** A message as it is to be seen in a conversation. */
export interface Shown {
  readonly id: string;
  readonly via: 'session' | 'openapi' | 'card' | 'robot';
  readonly kind: 'text' | 'markdown' | 'card' | 'image' | 'file';
  readonly title: string;
  /** As it was sent. */
  readonly raw: string;
  readonly drawn: Drawn;
  readonly buttons: readonly CardButton[];
  readonly media?: Media;
  /** People and groups called by it. */
  readonly calls: readonly string[];
  edits: number;
}
export interface CardButton {
  readonly slot: string;
  readonly label: string;
  readonly token: string;
}
export interface Media {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
const text = (value: unknown, what: string): string => {
  if (typeof value === 'string' && value !== '') return value;
  throw new Refused(refused(400, 'invalidParameter', `${what} is missing`));
};
const plain = (words: string): Drawn => ({
  seen: words.replace(/\u2060/g, ''),
  links: [],
  images: [],
  faults: [],
  bare: [],
});
const base = { buttons: [], calls: [], edits: 0 } as const;

const fileTypes = ['xlsx', 'pdf', 'zip', 'rar', 'doc', 'docx'];

type Fresh = Omit<Shown, 'id' | 'via'>;

/** `msgKey` and `msgParam` of the newer interface. */
export function ofKey(msgKey: unknown, msgParam: unknown, media: ReadonlyMap<string, Media>): Fresh {
  if (typeof msgParam !== 'string') throw new Refused(refused(400, 'invalidParameter.msgParam', 'not a string'));
  if (Buffer.byteLength(msgParam) > 15_000)
    throw new Refused(refused(400, 'invalidParameter.msgParam.tooLong', 'over 15000'));
  const params = JSON.parse(msgParam) as Record<string, unknown>; // looked at below
  const found = (id: unknown): Media => {
    const one = media.get(String(id));
    if (one === undefined) throw new Refused(refused(400, 'invalidParameter.mediaId', 'no such media'));
    return one;
  };
  switch (msgKey) {
    case 'sampleText':
      return {
        ...base,
        kind: 'text',
        title: '',
        raw: text(params.content, 'content'),
        drawn: plain(String(params.content)),
      };
    case 'sampleMarkdown':
      return {
        ...base,
        kind: 'markdown',
        title: text(params.title, 'title'),
        raw: text(params.text, 'text'),
        drawn: draw(String(params.text)),
      };
    case 'sampleImageMsg':
      return { ...base, kind: 'image', title: '', raw: '', drawn: plain(''), media: found(params.photoURL) };
    case 'sampleFile':
      text(params.fileName, 'fileName');
      if (!fileTypes.includes(text(params.fileType, 'fileType')))
        throw new Refused(refused(400, 'invalidParameter.fileType', String(params.fileType)));
      return {
        ...base,
        kind: 'file',
        title: String(params.fileName),
        raw: '',
        drawn: plain(''),
        media: found(params.mediaId),
      };
    default:
      throw new Refused(refused(400, 'invalidParameter.msgKey', String(msgKey)));
  }
}

/** The body a webhook takes, of a session or of a custom robot. */
export function ofWebhook(body: Record<string, unknown>, mostBytes: number): Fresh {
  if (bytesOf(body) > mostBytes) throw new Refused(errcode(460_101, 'message too long, exceed 20000 bytes'));
  const at = (body.at ?? {}) as { readonly isAtAll?: boolean; readonly atUserIds?: readonly string[] }; // optional
  const calls = [...(at.isAtAll === true ? ['everybody'] : []), ...(at.atUserIds ?? [])];
  const inner = (body[String(body.msgtype)] ?? {}) as Record<string, unknown>; // looked at below
  const want = (value: unknown): string => {
    if (typeof value === 'string' && value !== '') return value;
    throw new Refused(errcode(40_035, 'invalid parameter'));
  };
  if (body.msgtype === 'text')
    return { ...base, calls, kind: 'text', title: '', raw: want(inner.content), drawn: plain(String(inner.content)) };
  if (body.msgtype === 'markdown')
    return {
      ...base,
      calls,
      kind: 'markdown',
      title: want(inner.title),
      raw: want(inner.text),
      drawn: draw(String(inner.text)),
    };
  throw new Refused(errcode(400_105, 'unsupported msgtype'));
}

/** The variables of the template in docs/platforms/dingtalk.md. */
export function ofCard(map: Record<string, unknown>): Fresh {
  for (const [name, value] of Object.entries(map))
    if (typeof value !== 'string')
      throw new Refused(refused(400, 'invalidParameter.cardParamMap', `${name} is no string`));
  if (bytesOf(map) > 30_000) throw new Refused(refused(400, 'invalidParameter.cardData.tooLong', 'too long'));
  const raw = String(map.content ?? '');
  const buttons = [1, 2, 3, 4, 5, 6].flatMap((slot) => {
    const [label, token] = [String(map[`label${slot}`] ?? ''), String(map[`token${slot}`] ?? '')];
    return label === '' ? [] : [{ slot: `button${slot}`, label, token }];
  });
  return { ...base, kind: 'card', title: String(map.title ?? ''), raw, drawn: draw(raw), buttons };
}
