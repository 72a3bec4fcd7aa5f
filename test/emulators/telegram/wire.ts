import type { IncomingMessage } from 'node:http';
import { badRequest, Refusal } from './refusal.ts';

export interface UploadedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The parameters of one call: JSON, or form fields whose objects are JSON, with the files sent along. */
export interface Call {
  readonly params: Readonly<Record<string, unknown>>;
  readonly files: ReadonlyMap<string, UploadedFile>;
}

const mostBytes = 52 * 1024 * 1024;

export async function readCall(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new Refusal(413, 'Request Entity Too Large');
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (body.length === 0) return { params: {}, files: new Map() };
  if (type.startsWith('application/json')) return { params: jsonObject(body.toString()), files: new Map() };
  const boundary = /^multipart\/form-data;\s*boundary="?([^";]+)"?/.exec(type)?.[1];
  if (boundary === undefined) throw badRequest(`unsupported content type ${type}`);
  return readParts(body, boundary);
}

function jsonObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // said below
  }
  throw badRequest("can't parse JSON object");
}

/** Own splitter: parsers of older Nodes refuse a header without the space after its colon. */
function readParts(body: Buffer, boundary: string): Call {
  const params: Record<string, unknown> = {};
  const files = new Map<string, UploadedFile>();
  const delimiter = Buffer.from(`--${boundary}`);
  for (let at = body.indexOf(delimiter); at >= 0; ) {
    const from = at + delimiter.length;
    const next = body.indexOf(delimiter, from);
    if (next < 0) break;
    const part = body.subarray(from + 2, next - 2);
    at = next;
    const split = part.indexOf('\r\n\r\n');
    const headers = part.subarray(0, split).toString();
    const content = part.subarray(split + 4);
    const name = /\bname="?([^";\r\n]+)"?/.exec(headers)?.[1];
    if (name === undefined) throw badRequest('a part without a name');
    const file = /\bfilename="?([^";\r\n]+)"?/.exec(headers)?.[1];
    if (file === undefined) params[name] = fieldValue(content.toString());
    else files.set(name, { name: decodeURIComponent(file), bytes: Buffer.from(content) });
  }
  return { params, files };
}

/** In a form everything is a string; numbers, booleans, objects are written as JSON. */
function fieldValue(text: string): unknown {
  if (!/^(?:[[{]|-?\d+$|true$|false$)/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export const textParam = ({ params }: Call, name: string): string | undefined => {
  const value = params[name];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
};

export const numberParam = ({ params }: Call, name: string): number | undefined => {
  const value = params[name];
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw badRequest(`${name} must be an integer`);
  return number;
};

export const objectParam = ({ params }: Call, name: string): Readonly<Record<string, unknown>> | undefined => {
  const value = params[name];
  if (value === undefined) return undefined;
  if (typeof value === 'string') return jsonObject(value);
  if (typeof value !== 'object' || value === null) throw badRequest(`object expected as ${name}`);
  return { ...value };
};
