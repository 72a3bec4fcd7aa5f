import fc from 'fast-check';

/** A log as it happened, and its lines: what it holds is known without reading it. */
export interface Happened {
  readonly atMs: number;
  readonly level: 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR' | 'CRITICAL';
  readonly module: string;
  readonly text: string;
  readonly trace: boolean;
}
export const isError = ({ level, trace }: Happened): boolean => level === 'ERROR' || level === 'CRITICAL' || trace;

export const forms = ['python', 'brackets', 'json', 'pino', 'nginx', 'utc', 'own'] as const;
export type Form = (typeof forms)[number];

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const pinoLevel = { DEBUG: 20, INFO: 30, WARNING: 40, ERROR: 50, CRITICAL: 60 };

/** Of the form `own`. */
export const ownPattern = String.raw`^<(?<stamp>[^>]+)> (?<level>\w)\w* (?<module>\S+) (?<text>.*)$`.replace(
  String.raw`(?<level>\w)\w*`,
  String.raw`(?<level>\w+)`,
);

/** As the clock on the wall shows it, `offset` seconds ahead of UTC. */
export function wall(atMs: number, offset: number): string {
  const at = new Date(atMs + offset * 1_000);
  const date = `${at.getUTCFullYear()}-${pad(at.getUTCMonth() + 1)}-${pad(at.getUTCDate())}`;
  return `${date} ${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}:${pad(at.getUTCSeconds())}`;
}

export function lineOf(one: Happened, form: Form, offset: number): string {
  const { atMs, level, module, text } = one;
  const [local, ms] = [wall(atMs, offset), pad(atMs % 1_000, 3)];
  const at = new Date(atMs + offset * 1_000);
  const zone = `${offset < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(offset) / 3_600))}${pad((Math.abs(offset) / 60) % 60)}`;
  switch (form) {
    case 'python':
      return `${local},${ms} - ${module} - ${level} - ${text}`;
    case 'brackets':
      return `[${local}.${ms}] [${level}] ${module}: ${text}`;
    case 'json':
      return JSON.stringify({
        event: text,
        level: level.toLowerCase(),
        logger: module,
        timestamp: new Date(atMs).toISOString(),
      });
    case 'pino':
      return JSON.stringify({ level: pinoLevel[level], time: atMs, name: module, msg: text });
    case 'nginx':
      return `10.0.0.7 - - [${pad(at.getUTCDate())}/${months[at.getUTCMonth()]}/${at.getUTCFullYear()}:${local.slice(11)} ${zone}] "GET /${module}/${text.length} HTTP/1.1" ${{ DEBUG: 200, INFO: 204, WARNING: 404, ERROR: 502, CRITICAL: 500 }[level]} 31 "-" "curl"`;
    case 'utc':
      return `${new Date(atMs).toISOString()} ${level} [${module}] ${text}`;
    case 'own':
      return `<${local},${ms}> ${level} ${module} ${text}`;
  }
}

const traceLines = [
  'Traceback (most recent call last):',
  '  File "/opt/app/main.py", line 42, in handle',
  '    raise TimeoutError("ERROR is only a word here")',
  '',
  'TimeoutError: provider did not answer in 30 s',
];

/** The lines of an entry: a trace belongs to the line before it. */
export const entryText = (one: Happened, form: Form, offset: number): string =>
  [lineOf(one, form, offset), ...(one.trace ? traceLines : []), ''].join('\n');

const texts = [
  'started',
  'GET /health 200',
  'there was no ERROR at all',
  'took 31 ms',
  '数据库已连接',
  'a "quoted" CRITICAL word',
  '',
];
const happening = fc.record({
  gapMs: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 500 }) },
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 9_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 600_000 }) },
  ),
  level: fc.constantFrom('DEBUG', 'INFO', 'INFO', 'INFO', 'WARNING', 'ERROR', 'CRITICAL') as fc.Arbitrary<
    Happened['level']
  >,
  module: fc.constantFrom('backend', 'llm', 'uplifted.plugin_manager'),
  text: fc.constantFrom(...texts),
  trace: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
});

/** Entries from a moment on, in order, none an hour after the one before. */
export const happened = (startMs: number, most = 600): fc.Arbitrary<readonly Happened[]> =>
  fc.array(happening, { minLength: Math.min(200, most), maxLength: most, size: 'max' }).map((all) => {
    let atMs = startMs;
    return all.map(({ gapMs, ...one }) => {
      atMs += gapMs;
      return { ...one, atMs };
    });
  });

/** What forms cannot say is left out: an access log has no traces, and seconds only. */
export const fitted = (one: Happened, form: Form): Happened => ({
  ...one,
  trace: one.trace && form !== 'nginx' && form !== 'own',
  atMs: form === 'nginx' ? Math.floor(one.atMs / 1_000) * 1_000 : one.atMs,
});
