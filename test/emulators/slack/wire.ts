import type { IncomingMessage } from 'node:http';
import { Refusal } from './refusal.ts';

export type Params = Readonly<Record<string, unknown>>;

const mostBytes = 110 * 1024 * 1024;

export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new Refusal('request_too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Form or JSON; in a form objects are JSON and everything else a string. */
export function paramsOf(type: string, body: Buffer): Params {
  if (body.length === 0) return {};
  if (type.startsWith('application/json')) return asObject(parsed(body.toString()));
  if (!type.startsWith('application/x-www-form-urlencoded')) throw new Refusal('invalid_post_type');
  return Object.fromEntries(
    [...new URLSearchParams(body.toString())].map(([key, value]) => [key, /^[[{]/.test(value) ? parsed(value) : value]),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('invalid_json');
  }
}

function asObject(value: unknown): Params {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refusal('json_not_object');
  return { ...value };
}

export const textParam = (params: Params, name: string): string | undefined => {
  const value = params[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

export const wantedText = (params: Params, name: string, code = 'invalid_arguments'): string => {
  const value = textParam(params, name);
  if (value === undefined) throw new Refusal(code, { response_metadata: { messages: [`missing ${name}`] } });
  return value;
};
