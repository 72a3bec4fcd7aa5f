import { ok } from '../../../../src/actions/result.ts';
import type { StepContext } from '../../../../src/actions/step.ts';
import type { Text } from '../../../../src/actions/text.ts';
import { fakeBackups } from '../../../fakes/fake-backups.ts';
import { FakeHosts } from '../../../fakes/fake-hosts.ts';
import { inventoryOf } from '../../systems.ts';

/** A step's surroundings with a clock of its own: waiting takes no time but the clock goes on. */
export class StepWorld {
  readonly hosts = new FakeHosts();
  readonly backups = fakeBackups();
  readonly said: Text[] = [];
  clock = 1_000_000;
  readonly #abort = new AbortController();

  cancelAt(ms: number): this {
    this.#cancelAt = this.clock + ms;
    return this;
  }
  #cancelAt = Number.POSITIVE_INFINITY;

  get context(): StepContext {
    return {
      hosts: this.hosts,
      pipes: {
        pipe: () => {
          throw new Error('no test here copies between hosts');
        },
      },
      inventory: inventoryOf({}),
      backups: this.backups,
      host: 'h3',
      secrets: { reveal: async (ref) => ok(`value of ${ref}`) },
      runId: 2041,
      planId: '7F3KQ2',
      step: 1,
      now: () => this.clock,
      sleep: async (ms) => {
        this.clock += ms;
        if (this.clock >= this.#cancelAt) this.#abort.abort(new Error('cancelled'));
        this.#abort.signal.throwIfAborted();
      },
      signal: this.#abort.signal,
      progress: (line) => this.said.push(line),
    };
  }
}
