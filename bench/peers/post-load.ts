// Posts one body again and again over some connections, as fast as it is answered; prints how many were answered 200, and how many not.
//   node post-load.ts PORT PATH TOKEN BODYFILE MILLISECONDS CONNECTIONS [PER-SECOND]
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';

const [port, path, token, file = '', milliseconds, connections, perSecond] = process.argv.slice(2);
const body = readFileSync(file);
const head = `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
const request = Buffer.concat([Buffer.from(head), body]);
const deadline = performance.now() + Number(milliseconds);
const pause = perSecond === undefined ? 0 : (1_000 * Number(connections)) / Number(perSecond);
let ok = 0;
let other = 0;
await Promise.all(
  Array.from({ length: Number(connections) }, (_, at) => {
    return new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1');
      let next = performance.now() + (pause * at) / Number(connections);
      const send = (): void => {
        if (performance.now() >= deadline) return void socket.end();
        next += pause;
        socket.write(request);
      };
      let seen = '';
      socket
        .setNoDelay(true)
        .on('connect', send)
        .on('error', () => resolve())
        .on('close', () => resolve());
      socket.setEncoding('latin1').on('data', (words: string) => {
        seen += words;
        // An answer is a head and a short body with its length.
        const end = seen.indexOf('\r\n\r\n');
        const length = Number(/content-length: (\d+)/i.exec(seen)?.[1] ?? 0);
        if (end < 0 || seen.length < end + 4 + length) return;
        if (seen.startsWith('HTTP/1.1 200')) ok += 1;
        else other += 1;
        seen = '';
        const waitMs = next - performance.now();
        if (pause > 0 && waitMs > 0) setTimeout(send, waitMs);
        else send();
      });
    });
  }),
);
console.log(JSON.stringify({ ok, other }));
