import { type TimeLimit, watch } from './time-limit.ts';

export type Release = () => void;

/** A bounded number of places; who comes when all are taken waits in line, within a limit of their own. */
export class Slots {
  #size: number;
  #taken = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(size: number) {
    this.#size = size;
  }

  get taken(): number {
    return this.#taken;
  }

  /** Fewer places from now on, never none. */
  shrinkTo(size: number): void {
    this.#size = Math.max(1, Math.min(this.#size, size));
  }

  /** A place, to be given back once. */
  async take(limit: TimeLimit): Promise<Release | 'timeout' | 'abort'> {
    if (limit.signal.aborted) return 'abort';
    if (this.#taken < this.#size) this.#taken += 1;
    else {
      const breach = await this.#wait(limit);
      if (breach !== undefined) return breach;
    }
    let given = false;
    return () => {
      if (given) return;
      given = true;
      this.#giveBack();
    };
  }

  #giveBack(): void {
    this.#taken -= 1;
    if (this.#taken >= this.#size) return;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    this.#taken += 1; // at once, so that nobody slips in between
    next();
  }

  #wait(limit: TimeLimit): Promise<'timeout' | 'abort' | undefined> {
    return new Promise((resolve) => {
      const next = (): void => {
        stop();
        resolve(undefined);
      };
      this.#waiting.push(next);
      const stop = watch(limit, (by) => {
        this.#waiting.splice(this.#waiting.indexOf(next), 1);
        resolve(by);
      });
    });
  }
}
