import { fail, ok, type Result } from '../../actions/result.ts';
import { outside, texts } from '../../actions/text.ts';

const say = texts('alertmanager', {
  refused: { en: 'it answers {status}.', zh: '返回 {status}。' },
  silent: { en: 'it does not answer.', zh: '无应答。' },
  large: { en: 'its answer is too large.', zh: '返回内容过大。' },
});

const timeoutMs = 5_000;
const mostBytes = 16 * 1_024 * 1_024;

/** Asks an Alertmanager's API v2; the JSON it answers, undefined when it says nothing. */
export async function ask(url: string, method: 'GET' | 'POST' | 'DELETE', body?: unknown): Promise<Result<unknown>> {
  try {
    const answer = await fetch(url, {
      method,
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    });
    if (!answer.ok) {
      await answer.body?.cancel();
      return fail('unhealthy', say.refused({ status: outside(String(answer.status)) }));
    }
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    for await (const piece of answer.body ?? []) {
      bytes += piece.length;
      if (bytes > mostBytes) return fail('unhealthy', say.large());
      pieces.push(piece);
    }
    const text = Buffer.concat(pieces).toString('utf8');
    return ok(text === '' ? undefined : (JSON.parse(text) as unknown));
  } catch (error) {
    return fail('unreachable', say.silent(), { detail: { error: String(error) } });
  }
}

/** It answered something that no Alertmanager answers. */
export const strangeAnswer = (): Result<never> => fail('unhealthy', say.silent());
