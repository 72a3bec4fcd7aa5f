/** What the Web API answers when it does not do what it was asked: `{ ok: false, error }`. */
export class Refusal extends Error {
  readonly code: string;
  readonly more: Readonly<Record<string, unknown>>;
  constructor(code: string, more: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.code = code;
    this.more = more;
  }
}
