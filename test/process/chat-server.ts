import { createServer, type IncomingMessage as HttpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ChatServer {
  readonly url: string;
  /** What people see, oldest first. */
  readonly shown: { readonly key: string; text: string; edits: number }[];
  readonly calls: string[];
  /** What a person typed, delivered until it is acknowledged. */
  type(key: string, text: string): void;
}

/** A chat in a process other than the bot's: it remembers what was shown, and delivers what was not acknowledged again. */
export async function chatServer(options: {
  readonly tellsRepeats: boolean;
  /** Is given how to end it. */
  readonly atEnd: (end: () => void) => void;
}): Promise<ChatServer> {
  const { tellsRepeats } = options;
  const shown: ChatServer['shown'] = [];
  const calls: string[] = [];
  let typed: { readonly key: string; readonly text: string } | undefined;
  const routes: Readonly<Record<string, (body: Readonly<Record<string, string>>) => unknown>> = {
    '/next': () => typed ?? {},
    '/ack': () => {
      typed = undefined;
      return {};
    },
    '/post': ({ key = '', text = '' }) => {
      calls.push(`post ${key}`);
      const before = tellsRepeats ? shown.findIndex((each) => each.key === key) : -1;
      if (before >= 0) return { id: String(before) };
      shown.push({ key, text, edits: 0 });
      return { id: String(shown.length - 1) };
    },
    '/edit': ({ id = '', key = '', text = '' }) => {
      calls.push(`edit ${key}`);
      const there = shown[Number(id)];
      if (there === undefined) return {};
      there.text = text;
      there.edits += 1;
      return { id };
    },
  };
  const server = createServer((request, response) => {
    const route = routes[request.url ?? ''];
    bodyOf(request).then(
      (body) => response.end(JSON.stringify(route?.(body) ?? {})),
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  options.atEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    url: `http://127.0.0.1:${port}`,
    shown,
    calls,
    type(key, text) {
      typed = { key, text };
    },
  };
}

async function bodyOf(request: HttpRequest): Promise<Readonly<Record<string, string>>> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? {} : (JSON.parse(text) as Readonly<Record<string, string>>); // the bot in the test wrote it
}
