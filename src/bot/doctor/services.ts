import { belongsTo, type PortSeen, portsArgv, portsSeen } from '../../actions/host/listening-ports.ts';
import type { Service } from '../../actions/inventory.ts';
import type { Exec } from '../../actions/ports.ts';
import type { ServiceState } from '../../actions/runtimes/runtime.ts';
import { runtimeOf } from '../../actions/runtimes/table.ts';
import { outside, texts } from '../../actions/text.ts';
import { amiss, type Finding, well } from './finding.ts';
import { fileOf, type HostExamination, type Patient, zhiban } from './patient.ts';

const say = texts('doctor.services', {
  well: {
    en: '{service} runs, {listens, select, yes {port {port} listens} other {no port given}}',
    zh: '{service} 在运行{listens, select, yes {,端口 {port} 有监听} other {}}',
  },
  silent: {
    en: '{service} runs, but nothing listens on port {port}',
    zh: '{service} 在运行,但端口 {port} 没有监听',
  },
  stopped: { en: '{service} does not run', zh: '{service} 没有运行' },
  stoppedWhy: { en: '{service} does not run: {why}', zh: '{service} 没有运行:{why}' },
  unseen: { en: 'whether {service} runs cannot be told: {why}', zh: '无法判断 {service} 是否在运行:{why}' },
  stranger: { en: '{service}: {why}', zh: '{service}:{why}' },
  taken: {
    en: '{service} does not run, and its port {port} is held by another: {holder}',
    zh: '{service} 没有运行,其端口 {port} 被其他进程占用:{holder}',
  },
  foreign: {
    en: '{service} runs, but its port {port} is held by another process: {holder}',
    zh: '{service} 在运行,但端口 {port} 被其他进程占用:{holder}',
  },
  noAnswer: { en: 'the host gave no answer', zh: '主机没有应答' },
  hidden: { en: 'somebody else’s process', zh: '其他用户的进程' },
  mendPort: {
    en: 'on {host}: ss -ltnp shows where it listens; correct {key} in {file}, or: {command}',
    zh: '在 {host} 上用 ss -ltnp 查看实际监听端口;修正 {file} 中的 {key},或执行 {command}',
  },
  mendStopped: { en: '{command}', zh: '{command}' },
  mendRuntime: { en: 'correct {key} in {file}', zh: '修正 {file} 中的 {key}' },
  mendStranger: {
    en: 'on {host}: ss -ltnp and ps -fp PID show whose it is; nothing of it is touched',
    zh: '在 {host} 上用 ss -ltnp 与 ps -fp PID 查看归属;不会动它',
  },
});

/** Is each service there at all, and does something listen where it is said to? Whether it is healthy, `/health` says. */
export const services: HostExamination = {
  ask: (patient) => [
    ...patient.services.flatMap((service) => runtimeOf(service).probe(service).commands),
    ...(portsOf(patient).length === 0 ? [] : [portsArgv(portsOf(patient))]),
  ],
  judge(patient, answers) {
    const ports = portsOf(patient).length === 0 ? new Map<number, PortSeen>() : portsSeen(answers.at(-1));
    let at = 0;
    return patient.services.map((service) => {
      const { commands, read } = runtimeOf(service).probe(service);
      const own = answers.slice(at, at + commands.length);
      at += commands.length;
      return judged(patient, service, stateOf(own, commands.length, read), ports.get(service.port ?? 0));
    });
  },
};

const portsOf = (patient: Patient): readonly number[] => [
  ...new Set(patient.services.flatMap(({ port }) => (port === undefined ? [] : [port]))),
];

const stateOf = (
  own: readonly Exec[],
  wanted: number,
  read: (answers: readonly Exec[]) => ServiceState,
): ServiceState =>
  own.length === wanted && own.every(({ exitCode }) => exitCode !== null)
    ? read(own)
    : { state: 'unknown', why: say.noAnswer() };

function judged(patient: Patient, service: Service, state: ServiceState, seen: PortSeen | undefined): Finding {
  const { host } = patient;
  const name = outside(`${service.system}/${service.id}`);
  const holder = seen?.holders[0];
  const why = state.why ?? say.noAnswer();
  const params = {
    ...{ service: name, host, why, port: service.port ?? 0, file: fileOf(patient, service.system) },
    holder: holder === undefined ? say.hidden() : outside(`${holder.line} (${holder.pid})`),
    command: zhiban(['run', `/start ${service.system} ${service.id}`], patient),
  };
  const runtime = say.mendRuntime({ ...params, key: `services.${service.id}.runtime` });
  const port = say.mendPort({ ...params, key: `services.${service.id}.port` });
  switch (state.state) {
    case 'running':
    case 'starting': {
      if (seen !== undefined && !seen.listening) return amiss('service', 'critical', host, say.silent(params), port);
      if (isForeign(state, seen)) return amiss('service', 'warning', host, say.foreign(params), port);
      return well('service', host, say.well({ ...params, listens: seen === undefined ? 'no' : 'yes' }));
    }
    case 'stranger':
      return amiss('service', 'critical', host, say.stranger(params), say.mendStranger(params));
    case 'unknown':
      return amiss('service', 'critical', host, say.unseen(params), runtime);
    default: {
      if (seen?.listening === true)
        return amiss('service', 'critical', host, say.taken(params), say.mendStranger(params));
      const what = state.why === undefined ? say.stopped(params) : say.stoppedWhy(params);
      return amiss('service', 'warning', host, what, say.mendStopped(params));
    }
  }
}

/** Only where the holders can be seen, and the process is known. */
const isForeign = ({ pid }: ServiceState, seen: PortSeen | undefined): boolean =>
  pid !== undefined &&
  seen !== undefined &&
  seen.holders.length > 0 &&
  !seen.holders.some((each) => belongsTo(each, pid));
