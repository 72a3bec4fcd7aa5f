/** What the Bot API answers when it does not do what it was asked. */
export class Refusal extends Error {
  readonly code: number;
  readonly parameters: Readonly<Record<string, number>> | undefined;
  constructor(code: number, description: string, parameters?: Readonly<Record<string, number>>) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

export const badRequest = (what: string, parameters?: Readonly<Record<string, number>>): Refusal =>
  new Refusal(400, `Bad Request: ${what}`, parameters);
export const forbidden = (what: string): Refusal => new Refusal(403, `Forbidden: ${what}`);
export const tooManyRequests = (seconds: number): Refusal =>
  new Refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
