import { commandFailure } from '../../command-failure.ts';
import type { Exec } from '../../ports.ts';
import { type Failure, fail } from '../../result.ts';
import { processFacts, readLines } from '../../runtimes/pidfile/process-facts.ts';
import { strangerWords } from '../../runtimes/pidfile/process-state.ts';
import { exits } from '../../runtimes/pidfile/programs.ts';
import { subjectName, typed } from '../../runtimes/subject.ts';
import { outside, type Text, texts } from '../../text.ts';
import type { ProcessParams } from './process-params.ts';

const say = texts('process', {
  lookAlike: {
    en: '{service} is left alone: {stranger}. It runs in the same folder and may be the service in another guise; end it by hand, or correct the configuration',
    zh: '未处理 {service}:{stranger}。它与该服务在同一目录运行,可能就是该服务;请手动结束它,或更正配置',
  },
  held: {
    en: '{service} was not started: port {port} is held by a stranger, pid {pid}: {line}',
    zh: '未启动 {service}:端口 {port} 被其他进程 {pid} 占用:{line}',
  },
  heldUnseen: {
    en: "{service} was not started: another user's process listens on port {port}",
    zh: '未启动 {service}:端口 {port} 被其他用户的进程占用',
  },
  wouldNotEnd: {
    en: '{service} did not end, not even when it was killed',
    zh: '{service} 没有退出,强制终止也无效',
  },
  missing: {
    en: '{service} was not started: {path} is not there or may not be written',
    zh: '未启动 {service}:{path} 不存在或不可写',
  },
  busy: { en: 'another start is under way beside the PID file of {service}', zh: '{service} 的另一次启动正在进行' },
  changed: {
    en: 'the process of {service} changed while it was looked at; nothing was signalled',
    zh: '查看期间 {service} 的进程发生了变化,未发送任何信号',
  },
  ended: {
    en: '{service} ended right after it was started, exit code {exit}',
    zh: '{service} 启动后立即退出,退出码 {exit}',
  },
  noRoom: {
    en: '{failure}; the file system of {path} is full',
    zh: '{failure};{path} 所在的文件系统已满',
  },
  unrecognised: {
    en: '{service} was started and stopped again: it runs as something else than declared ({stranger}); declare the program that really runs',
    zh: '{service} 启动后已再次停止:实际运行的与配置声明不符({stranger});请在配置中声明真正运行的程序',
  },
});

/** What an exit code of the start and stop programs means. */
export function processFailure(params: ProcessParams, host: string, answer: Exec): Failure {
  const service = subjectName(params.subject);
  const values = readLines(answer.stdout);
  const detail = {
    exitCode: answer.exitCode,
    stdout: answer.stdout.slice(0, 2_000),
    stderr: answer.stderr.slice(0, 2_000),
  };
  const full = values.get('full')?.[0];
  const status = `/status ${typed(params.subject)}`;
  const failed = (failure: Text): Failure =>
    full === undefined
      ? fail('command-failed', failure, { detail, next: [status] }).failure
      : fail('command-failed', say.noRoom({ failure, path: outside(full) }), {
          detail,
          next: [`/disk ${params.subject.system}`, status],
        }).failure;
  const facts = processFacts(answer.stdout);
  const stranger = facts === undefined ? outside('?') : strangerWords(facts);
  switch (answer.exitCode) {
    case exits.lookAlike:
      return failed(say.lookAlike({ service, stranger }));
    case exits.portHeld:
      return failed(heldBy(service, params.port ?? 0, values.get('holder')?.[0] ?? '-'));
    case exits.wouldNotEnd:
      return failed(say.wouldNotEnd({ service }));
    case exits.missing:
      return failed(say.missing({ service, path: outside(values.get('missing')?.[0] ?? params.process.folder) }));
    case exits.busy:
      return failed(say.busy({ service }));
    case exits.changedMeanwhile:
      return failed(say.changed({ service }));
    case exits.endedAtOnce:
      return failed(say.ended({ service, exit: outside(values.get('exit')?.[0] ?? '?') }));
    case exits.unrecognised:
      return failed(say.unrecognised({ service, stranger }));
    default:
      return commandFailure(host, params.process.command, answer);
  }
}

function heldBy(service: Text, port: number, holder: string): Text {
  const [pid = '-', ...line] = holder.split(' ');
  return pid === '-'
    ? say.heldUnseen({ service, port: String(port) })
    : say.held({ service, port: String(port), pid, line: outside(line.join(' ').trim()) });
}
