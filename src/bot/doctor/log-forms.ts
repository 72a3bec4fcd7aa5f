import { formOf } from '../../actions/logs/answers/log-form.ts';
import { type Log, logsOf } from '../../actions/logs/log-spec.ts';
import { type ReadLog, readLogs } from '../../actions/logs/read-logs.ts';
import type { Hosts } from '../../actions/ports.ts';
import { outside, type Text, texts } from '../../actions/text.ts';
import { amiss, type Finding, well } from './finding.ts';
import { fileOf, type Patient } from './patient.ts';

const say = texts('doctor.log-forms', {
  form: { en: '{log}: {form}, {zone}, {order}', zh: '{log}:{form},{zone},{order}' },
  empty: { en: '{log}: empty', zh: '{log}:空' },
  own: { en: 'the zone in each line', zh: '时区写在每行中' },
  configured: { en: 'zone {zone}', zh: '时区 {zone}' },
  here: { en: "the host's zone, {offset} from UTC", zh: '主机时区,与 UTC 相差 {offset}' },
  rises: { en: 'times rise throughout', zh: '时间全程递增' },
  sampled: { en: 'times rise where sampled', zh: '抽样处时间递增' },
  mixed: { en: 'times do not rise throughout', zh: '时间并非全程递增' },
  timeless: {
    en: '{log}: its lines say no time, so no hour of it can be found',
    zh: '{log}:各行没有时间,无法按时段查找',
  },
  mendTimeless: {
    en: 'in {file}: logs.{id}.pattern: a regular expression with a group (?<stamp>…)',
    zh: '在 {file} 中为 logs.{id} 写 pattern:含 (?<stamp>…) 组的正则表达式',
  },
  ahead: {
    en: '{log}: its last line lies {by} after it was written: its zone is another one',
    zh: '{log}:最后一行的时间比写入时间晚 {by},时区设置有误',
  },
  mendZone: {
    en: 'in {file}: logs.{id}.zone: such as Asia/Shanghai or UTC',
    zh: '在 {file} 中为 logs.{id} 写 zone,如 Asia/Shanghai 或 UTC',
  },
});

/** A stamp later than the file was written by more than clocks differ. */
const aheadFromMs = 10 * 60_000;

/** What each log of a host is like: the form of its lines, by which clock they were written, and whether times rise. */
export async function logForms(
  patient: Patient,
  context: { readonly hosts: Hosts; readonly now: () => number; readonly signal: AbortSignal },
): Promise<readonly Finding[]> {
  const logs = patient.systems.flatMap(logsOf).filter((log) => 'path' in log && log.host === patient.host);
  if (logs.length === 0) return [];
  // Whatever cannot be read is told by what looks at paths and at the login.
  return (await readLogs(logs, { window: {}, form: true }, context)).flatMap(({ log, result }) =>
    result.ok && result.value.read.troubles.length === 0 ? [judgeForm(patient, log, result.value)] : [],
  );
}

export function judgeForm(
  patient: Patient,
  log: Log,
  { read, offsetSeconds }: Pick<ReadLog, 'read' | 'offsetSeconds'>,
): Finding {
  const { host } = patient;
  const named = outside(`${log.system}/${log.id}`);
  const where = { file: outside(fileOf(patient, log.system)), id: outside(log.id) };
  if (read.shapes.length === 0) return well('log', host, say.empty({ log: named }));
  if (read.how.has('unstamped'))
    return amiss('log', 'warning', host, say.timeless({ log: named }), say.mendTimeless(where));
  if ((read.aheadMs ?? 0) > aheadFromMs && !read.zoned) {
    const by = { durationMs: read.aheadMs ?? 0 };
    return amiss('log', 'warning', host, say.ahead({ log: named, by }), say.mendZone(where));
  }
  const words = { log: named, form: formOf(read), zone: zoneOf(log, read.zoned, offsetSeconds), order: orderOf(read) };
  return well('log', host, say.form(words));
}

function zoneOf(log: Log, zoned: boolean, offsetSeconds: number): Text {
  if (zoned) return say.own();
  if (log.zone !== undefined) return say.configured({ zone: outside(log.zone) });
  const minutes = Math.abs(offsetSeconds) / 60;
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return say.here({ offset: outside(`${offsetSeconds < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`) });
}

const orderOf = (read: ReadLog['read']): Text =>
  read.how.has('stretches') || read.how.has('scan')
    ? say.mixed()
    : read.unprovenBytes > 0
      ? say.sampled()
      : say.rises();
