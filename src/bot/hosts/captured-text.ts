import { TextDecoder } from 'node:util';

/** Text that is masked piece by piece; see `handlers/redaction`. */
export interface TextFilter {
  push(text: string): string;
  end(): string;
}

export interface Captured {
  readonly text: string;
  /** Left out between head and tail. */
  readonly droppedBytes: number;
}

/** Says inside the text where something was left out. */
const gap = (bytes: number): string => `\n[… ${bytes} B …]\n`;

/**
 * Collects a byte stream as text: decoded (what is no UTF-8, and NUL, becomes U+FFFD), filtered, and only then capped to
 * `maxBytes`, half of them its head and half its tail. Holds at most twice `maxBytes`, however much comes.
 */
export class CapturedText {
  readonly #maxBytes: number;
  readonly #keep: 'head and tail' | 'head';
  readonly #makeFilter: () => TextFilter;
  #reading: { readonly decoder: TextDecoder; readonly filter: TextFilter } | undefined;
  #head: string[] = [];
  #headBytes = 0;
  #tail: ByteRing | undefined;
  #allBytes = 0;

  constructor(maxBytes: number, makeFilter: () => TextFilter, keep: 'head and tail' | 'head' = 'head and tail') {
    this.#maxBytes = maxBytes;
    this.#makeFilter = makeFilter;
    this.#keep = keep;
  }

  push(chunk: Uint8Array): void {
    // Made when there is something to read: most streams of most commands stay empty.
    this.#reading ??= { decoder: new TextDecoder('utf-8', { ignoreBOM: true }), filter: this.#makeFilter() };
    const { decoder, filter } = this.#reading;
    this.#add(filter.push(withoutNul(decoder.decode(chunk, { stream: true }))));
  }

  end(): Captured {
    if (this.#reading === undefined) return { text: '', droppedBytes: 0 };
    const { decoder, filter } = this.#reading;
    this.#add(filter.push(withoutNul(decoder.decode())) + filter.end());
    const head = this.#head.join('');
    if (this.#tail === undefined) return { text: head, droppedBytes: 0 };
    const tail = fromCharacterStart(this.#tail.bytes());
    const droppedBytes = this.#allBytes - this.#headBytes - tail.length;
    if (this.#keep === 'head') return { text: head, droppedBytes };
    return { text: `${head}${droppedBytes > 0 ? gap(droppedBytes) : ''}${tail.toString('utf8')}`, droppedBytes };
  }

  #add(text: string): void {
    if (text === '') return;
    const bytes = Buffer.byteLength(text);
    this.#allBytes += bytes;
    if (this.#tail !== undefined) {
      this.#tail.pushText(text, bytes);
      return;
    }
    if (this.#allBytes <= this.#maxBytes) {
      this.#head.push(text);
      this.#headBytes += bytes;
      return;
    }
    const all = Buffer.from(this.#head.join('') + text);
    const headLimit = this.#keep === 'head' ? this.#maxBytes : Math.ceil(this.#maxBytes / 2);
    const head = upToCharacterEnd(all.subarray(0, headLimit), all[headLimit]);
    this.#head = [head.toString('utf8')];
    this.#headBytes = head.length;
    this.#tail = new ByteRing(this.#keep === 'head' ? 0 : this.#maxBytes - headLimit);
    this.#tail.push(all.subarray(head.length));
  }
}

/** The newest bytes of a stream, at most `size` of them, in one buffer however many come. */
class ByteRing {
  readonly #ring: Buffer;
  #at = 0;
  #full = false;

  constructor(size: number) {
    this.#ring = Buffer.allocUnsafe(size);
  }

  /** @param bytes its length in UTF-8 */
  pushText(text: string, bytes: number): void {
    if (this.#ring.length === 0) return;
    if (bytes >= this.#ring.length - this.#at) {
      this.push(Buffer.from(text));
      return;
    }
    this.#ring.write(text, this.#at);
    this.#at += bytes;
  }

  push(bytes: Buffer): void {
    const newest = bytes.subarray(Math.max(0, bytes.length - this.#ring.length));
    const first = newest.copy(this.#ring, this.#at);
    this.#full ||= this.#at + newest.length >= this.#ring.length;
    this.#at = first < newest.length ? newest.copy(this.#ring, 0, first) : this.#at + first;
  }

  bytes(): Buffer {
    const newest = this.#ring.subarray(0, this.#at);
    return this.#full ? Buffer.concat([this.#ring.subarray(this.#at), newest]) : newest;
  }
}

/** Every NUL becomes U+FFFD. By code unit: ten times faster than replacing in a string that is full of them. */
function withoutNul(text: string): string {
  if (!text.includes('\0')) return text;
  if (scratch.length < text.length) scratch = new Uint16Array(text.length);
  const bytes = Buffer.from(scratch.buffer);
  const length = bytes.write(text, 'utf16le');
  for (let i = 0; i < length / 2; i += 1) if (scratch[i] === 0) scratch[i] = 0xfffd;
  return bytes.toString('utf16le', 0, length);
}
/** Kept, for a buffer made for each piece of a large stream would be a large stream of garbage. */
let scratch = new Uint16Array(0);

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

function fromCharacterStart(bytes: Buffer): Buffer {
  let start = 0;
  while (start < 4 && isContinuation(bytes[start])) start += 1;
  return bytes.subarray(start);
}

function upToCharacterEnd(bytes: Buffer, next: number | undefined): Buffer {
  if (!isContinuation(next)) return bytes;
  let end = bytes.length;
  while (end > 0 && isContinuation(bytes[end - 1])) end -= 1;
  return bytes.subarray(0, Math.max(0, end - 1));
}
