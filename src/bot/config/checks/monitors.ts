import { isCounter, type MonitorSpec, monitorSpec } from '../../../actions/monitors/monitor-spec.ts';
import { type Fault, fault } from '../fault.ts';
import { suggestion } from '../suggestion.ts';
import { at, find, findText, keyPlaceOf, keysAt, type Path, plain, type Tree } from '../tree.ts';
import type { Check } from './check.ts';

/** What each kind cannot do without. */
const wants: Readonly<Record<string, readonly (keyof MonitorSpec)[]>> = {
  'error-rate': ['log'],
  metric: ['url', 'metric'],
};
/** Kinds that judge by values and have no threshold of their own. */
const limited = ['load', 'error-rate', 'metric'];

/** A monitor that could never measure, or would fire for ever, is a fault of the configuration and not of a night. */
export const soundMonitors: Check = (tree) => {
  const all = keysAt(tree, ['monitors']);
  const systems = keysAt(tree, ['systems']);
  const here = systems.flatMap((system) =>
    [...new Set([...all, ...keysAt(tree, ['systems', system, 'monitors'])])].map((id) => ({ id, system })),
  );
  return [...here.flatMap((one) => faultsOf(tree, one.system, one.id)), ...strangers(tree)].filter(
    (each, index, every) => every.findIndex((other) => same(each, other)) === index,
  );
};

const same = (a: Fault, b: Fault): boolean =>
  a.file === b.file && a.line === b.line && a.column === b.column && a.message === b.message;

function faultsOf(tree: Tree, system: string, id: string): readonly Fault[] {
  const own: Path = ['systems', system, 'monitors', id];
  const inherited: Path = ['monitors', id];
  const [all, here] = [specAt(tree, inherited), specAt(tree, own)];
  if (all === undefined || here === undefined) return [];
  const spec = { ...all, ...here };
  // Where a field stands that was inherited, or where the monitor begins.
  const place = (field: keyof MonitorSpec) =>
    at(tree, [...own, field])?.place ??
    at(tree, [...inherited, field])?.place ??
    keyPlaceOf(tree, at(tree, own) === undefined ? inherited : own);
  if (spec.off === true) return [];
  const name = `monitor ${id} of ${system}`;
  if (id === 'host')
    return [fault(place('kind'), `no monitor may be called host`, 'The bot itself says so when a host is silent.')];
  if (spec.kind === undefined)
    return [fault(place('kind'), `${name} has no kind`, 'Say what it measures, e.g. kind: cpu.')];
  const faults: Fault[] = [];
  for (const field of wants[spec.kind] ?? [])
    if (spec[field] === undefined)
      faults.push(fault(place('kind'), `${name} needs ${field}`, `A monitor of kind ${spec.kind} says its ${field}.`));
  if (limited.includes(spec.kind) && spec.warning === undefined && spec.critical === undefined)
    faults.push(fault(place('kind'), `${name} has no limit`, 'Say from which value on it is a warning, or critical.'));
  if (spec.warning !== undefined && spec.critical !== undefined && spec.critical <= spec.warning)
    faults.push(fault(place('critical'), `${name}: critical is not above warning`, 'It would never warn.'));
  if (spec.metric !== undefined && isCounter(spec.metric) && spec.rate !== true)
    faults.push(
      fault(
        place('metric'),
        `${name} compares the counter ${spec.metric} bare: it only rises, so this would fire for ever`,
        'Add rate: true to compare how much it rises in a second.',
      ),
    );
  const logs = keysAt(tree, ['systems', system, 'logs']);
  if (spec.log !== undefined && !logs.includes(spec.log))
    faults.push(fault(place('log'), `there is no log "${spec.log}" in ${system}`, suggestion(spec.log, logs, 'log')));
  const services = keysAt(tree, ['systems', system, 'services']);
  for (const service of spec.services ?? [])
    if (!services.includes(service))
      faults.push(
        fault(
          place('services'),
          `there is no service "${service}" in ${system}`,
          suggestion(service, services, 'service'),
        ),
      );
  const hosts = keysAt(tree, ['hosts']);
  if (spec.host !== undefined && !hosts.includes(spec.host))
    faults.push(fault(place('host'), `there is no host "${spec.host}"`, suggestion(spec.host, hosts, 'host')));
  return faults;
}

/** Undefined for what the schema refuses, which says so itself. */
function specAt(tree: Tree, path: Path): MonitorSpec | undefined {
  const own = at(tree, path);
  return own === undefined ? {} : monitorSpec.safeParse(plain(own)).data;
}

/** People who are told and systems that are named must be there. */
function strangers(tree: Tree): readonly Fault[] {
  const people = keysAt(tree, ['people']);
  const systems = keysAt(tree, ['systems']);
  return [
    ...['alerts.people.*', 'alerts.systems.*.people.*']
      .flatMap((pattern) => findText(tree, pattern))
      .flatMap(({ text, place }) =>
        people.includes(text) ? [] : [fault(place, `there is no person "${text}"`, suggestion(text, people, 'person'))],
      ),
    ...find(tree, 'alerts.systems.*').flatMap(({ path, keyPlace }) => {
      const id = String(path.at(-1));
      return systems.includes(id)
        ? []
        : [fault(keyPlace, `there is no system "${id}"`, suggestion(id, systems, 'system'))];
    }),
    // Whoever brings its token could else speak for the monitors: their alerts begin with that name.
    ...find(tree, 'intake.*').flatMap(({ path, keyPlace }) =>
      path.at(-1) === 'monitor' ? [fault(keyPlace, 'no source may be called monitor', 'Give it another name.')] : [],
    ),
    ...['intake.*.system', 'intake.*.systems.*']
      .flatMap((pattern) => findText(tree, pattern))
      .flatMap(({ text, place }) =>
        systems.includes(text)
          ? []
          : [fault(place, `there is no system "${text}"`, suggestion(text, systems, 'system'))],
      ),
    ...findText(tree, 'intake.*.system').flatMap(({ text, path, place }) => {
      const allowed = at(tree, [...path.slice(0, -1), 'systems']);
      if (allowed?.kind !== 'list' || allowed.items.some((item) => plain(item) === text)) return [];
      const what = `what names no system is taken for ${text}, of which this token may not speak`;
      return [fault(place, what, 'Add it to systems, or leave system out.')];
    }),
  ];
}
