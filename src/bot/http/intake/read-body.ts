import type { IncomingMessage } from 'node:http';

export type Read =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly why: 'too-large' | 'overloaded' | 'broken' };

/** Bytes of bodies being read at the same time, over all of them. */
export interface BodyRoom {
  take(bytes: number): boolean;
  give(bytes: number): void;
}

export function bodyRoom(mostBytes: number): BodyRoom {
  let taken = 0;
  return {
    take(bytes) {
      if (taken + bytes > mostBytes) return false;
      taken += bytes;
      return true;
    },
    give: (bytes) => {
      taken -= bytes;
    },
  };
}

/** Reads a body as it comes and stops at the limit; what was said to come does not count, only what comes. */
export function readBody(request: IncomingMessage, mostBytes: number, room: BodyRoom): Promise<Read> {
  if (Number(request.headers['content-length'] ?? 0) > mostBytes)
    return Promise.resolve({ ok: false, why: 'too-large' });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    // Listeners, not an iterator: a third of the cost of a small body.
    const end = (read: Read): void => {
      request.off('data', take).off('end', whole).off('error', broken).off('close', broken);
      room.give(bytes);
      if (!read.ok) request.pause();
      resolve(read);
    };
    const take = (chunk: Buffer): void => {
      if (bytes + chunk.length > mostBytes) end({ ok: false, why: 'too-large' });
      else if (!room.take(chunk.length)) end({ ok: false, why: 'overloaded' });
      else {
        bytes += chunk.length;
        chunks.push(chunk);
      }
    };
    const whole = (): void => {
      const [only] = chunks;
      const all = chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
      end({ ok: true, text: all.toString('utf8') });
    };
    const broken = (): void => end({ ok: false, why: 'broken' });
    request.on('data', take).on('end', whole).on('error', broken).on('close', broken);
  });
}
