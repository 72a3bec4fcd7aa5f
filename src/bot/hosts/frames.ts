import type { ByteSink } from './transport.ts';

/** Longest content of a frame line; what is longer was not written by us. */
const longestFields = 64;

/**
 * Splits a byte stream at lines of our own: `\n<nonce> <fields>\n`. The nonce is random for each stream, so nothing a
 * program prints can pass for a frame. After `frames` of them the rest is passed on unread.
 */
export class FrameSplitter {
  readonly #delimiter: Buffer;
  readonly #onBytes: ByteSink;
  readonly #onFrame: (fields: string) => void;
  #framesLeft: number;
  #held: Buffer = Buffer.alloc(0);

  constructor(nonce: string, frames: number, onBytes: ByteSink, onFrame: (fields: string) => void) {
    this.#delimiter = Buffer.from(`\n${nonce} `);
    this.#framesLeft = frames;
    this.#onBytes = onBytes;
    this.#onFrame = onFrame;
  }

  push(chunk: Uint8Array): void {
    if (this.#framesLeft === 0) {
      this.#onBytes(chunk);
      return;
    }
    let bytes = this.#held.length === 0 ? asBuffer(chunk) : Buffer.concat([this.#held, chunk]);
    this.#held = Buffer.alloc(0);
    while (this.#framesLeft > 0) {
      const at = bytes.indexOf(this.#delimiter);
      if (at < 0) {
        this.#passUpTo(bytes, this.#possibleStart(bytes));
        return;
      }
      const from = at + this.#delimiter.length;
      const lineEnd = bytes.indexOf(0x0a, from);
      if (lineEnd < 0 && bytes.length - from <= longestFields) {
        this.#passUpTo(bytes, at);
        return;
      }
      this.#pass(bytes.subarray(0, at));
      this.#framesLeft -= 1;
      this.#onFrame(bytes.toString('latin1', from, lineEnd < 0 ? from + longestFields : lineEnd));
      bytes = bytes.subarray(lineEnd < 0 ? bytes.length : lineEnd + 1);
    }
    this.#pass(bytes);
  }

  /** The stream is over: what was held back was no frame. */
  end(): void {
    this.#pass(this.#held);
    this.#held = Buffer.alloc(0);
  }

  #passUpTo(bytes: Buffer, end: number): void {
    this.#held = Buffer.from(bytes.subarray(end)); // a copy, so that a large chunk is not kept alive by its last bytes
    this.#pass(bytes.subarray(0, end));
  }

  #pass(bytes: Buffer): void {
    if (bytes.length > 0) this.#onBytes(bytes);
  }

  /** Where a delimiter may begin that the end of the bytes cuts off. */
  #possibleStart(bytes: Buffer): number {
    const at = bytes.lastIndexOf(0x0a);
    if (at < 0 || bytes.length - at >= this.#delimiter.length) return bytes.length;
    return this.#delimiter.subarray(0, bytes.length - at).equals(bytes.subarray(at)) ? at : bytes.length;
  }
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
