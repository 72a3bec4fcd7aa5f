import { dotted } from '../../actions/joined.ts';
import { type Finding as Judged, type Report, type Verdict, verdicts, worst } from '../../actions/report.ts';
import { outside, type Text, texts } from '../../actions/text.ts';
import type { Finding } from './finding.ts';

const say = texts('doctor', {
  well: {
    en: '{dir}: {count, plural, one {the one thing looked at is} other {all # things looked at are}} well',
    zh: '{dir}:检查了 {count} 项,全部正常',
  },
  amiss: {
    en: '{dir}: {amiss, plural, one {1 thing} other {# things}} to mend, {count} well',
    zh: '{dir}:{amiss} 项需要处理,{count} 项正常',
  },
  faulty: {
    en: '{dir}: {amiss, plural, one {1 fault} other {# faults}} in the configuration; nothing else was looked at',
    zh: '{dir}:配置有 {amiss} 处错误,其余未检查',
  },
  mend: { en: '{what}\n→ {mend}', zh: '{what}\n→ {mend}' },
});

/** What is wrong, the worst first, each with how to mend it; then a line of what is well for each host or thing. */
export function findingsReport(findings: readonly Finding[], dir: string, measuredAtMs: number): Report {
  const wrong = findings
    .filter(({ mark }) => mark !== 'ok')
    .toSorted((a, b) => verdicts.indexOf(b.mark) - verdicts.indexOf(a.mark));
  const right = findings.filter(({ mark }) => mark === 'ok');
  const params = { dir: outside(dir), amiss: wrong.length, count: right.length };
  return {
    verdict: worst(findings.map(({ mark }) => mark)),
    headline: headlineOf(findings)(params),
    measuredAtMs,
    blocks: [wrong.map(asJudged), summedUp(right)]
      .filter((all) => all.length > 0)
      .map((all) => ({ type: 'findings', findings: all })),
    next: [],
  };
}

function headlineOf(findings: readonly Finding[]): typeof say.well {
  if (findings.every(({ mark }) => mark === 'ok')) return say.well;
  const faults = findings.every(({ subject, mark }) => subject === 'configuration' && mark === 'critical');
  return faults ? say.faulty : say.amiss;
}

const asJudged = ({ mark, about, what, mend }: Finding): Judged => ({
  mark,
  label: about,
  text: mend === undefined ? what : say.mend({ what, mend }),
});

function summedUp(right: readonly Finding[]): readonly Judged[] {
  const byAbout = new Map<string, { readonly label: Text; readonly texts: Text[] }>();
  for (const { about, what } of right) {
    const key = JSON.stringify(about);
    const known = byAbout.get(key) ?? { label: about, texts: [] };
    known.texts.push(what);
    byAbout.set(key, known);
  }
  return [...byAbout.values()].map((each) => ({
    mark: 'ok' satisfies Verdict,
    label: each.label,
    text: dotted(each.texts),
  }));
}
