import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { describeBatch } from './batch-contract.ts';
import { describeExec } from './exec-contract.ts';
import { type HostsInTest, valueIn } from './hosts-in-test.ts';
import { describeRequest } from './request-contract.ts';

export interface OpenedHosts extends Pick<HostsInTest, 'host' | 'hosts'> {
  close(): Promise<void>;
}

/** What every implementation of the port promises. `open` is given a folder in which all files of the tests lie. */
export function describeHosts(name: string, open: (folder: string) => Promise<OpenedHosts>): void {
  describe(`hosts: ${name}`, () => {
    let folder: string;
    let opened: OpenedHosts;
    const it: HostsInTest = {
      get hosts() {
        return opened.hosts;
      },
      get host() {
        return opened.host;
      },
      get folder() {
        return folder;
      },
      options: (more = {}) => ({ signal: new AbortController().signal, timeoutMs: 20_000, ...more }),
      run: async (argv, more) => valueIn(await opened.hosts.exec(opened.host, argv, it.options(more))),
    };

    beforeAll(async () => {
      folder = realpathSync(mkdtempSync(join(tmpdir(), 'zhiban-hosts-')));
      opened = await open(folder);
    });
    afterAll(async () => {
      await opened.close();
      rmSync(folder, { recursive: true, force: true });
    });

    for (const describePart of [describeExec, describeBatch, describeRequest]) describePart(it);
  });
}
