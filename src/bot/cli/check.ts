import { userInfo } from 'node:os';
import { actions } from '../../actions/registry.ts';
import type { Language } from '../../actions/text.ts';
import type { Reader } from '../../handlers/language/reader.ts';
import { translate } from '../../handlers/language/translate.ts';
import { reportMessage } from '../../handlers/messages.ts';
import { makeRedactor } from '../../handlers/redaction/redactor.ts';
import { commandsOf, known } from '../compose.ts';
import type { Configuration } from '../config/configuration.ts';
import { loadConfiguration } from '../config/load-configuration.ts';
import { prepareForDemo } from '../demo/prepare-for-demo.ts';
import { examine, ofFault } from '../doctor/doctor.ts';
import type { Finding } from '../doctor/finding.ts';
import { findingsJson } from '../doctor/findings-json.ts';
import { findingsReport } from '../doctor/findings-report.ts';
import { openHosts } from '../hosts/hosts.ts';
import { wantsColour } from '../platforms/terminal/paint.ts';
import { renderText } from '../platforms/terminal/render.ts';
import { demoConfiguration } from '../project-root.ts';
import { systemClock } from '../system-clock.ts';
import { faultyConfiguration } from './exit-code.ts';

export interface CheckOptions {
  readonly config?: string;
  readonly json?: boolean;
}

/** The doctor. 0 when nothing is critical, 1 when something is, 78 for a faulty configuration. Registers nowhere. */
export async function check(options: CheckOptions): Promise<number> {
  const dir = options.config ?? demoConfiguration();
  const loaded = loadConfiguration(dir, process.env, known);
  const print = printer(dir, options.json === true);
  if (!loaded.ok) {
    print(
      loaded.faults.map((fault) => ofFault(fault, 'critical')),
      { language: 'en', timeZone: 'UTC' },
    );
    return faultyConfiguration;
  }
  const { settings, secrets } = loaded.configuration;
  const findings = await examined(loaded.configuration, dir);
  print(findings, settings, makeRedactor(secrets));
  return findings.some(({ mark }) => mark === 'critical') ? 1 : 0;
}

async function examined(configuration: Configuration, dir: string): Promise<readonly Finding[]> {
  prepareForDemo(dir, configuration);
  const redactor = makeRedactor(configuration.secrets);
  const hosts = openHosts({ specs: configuration.hosts, masking: () => redactor, env: process.env });
  const cancel = new AbortController();
  const interrupt = () => cancel.abort(new Error('interrupted'));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    return await examine({
      configuration,
      dir,
      hosts,
      now: systemClock.now,
      signal: cancel.signal,
      osUser: userInfo().username,
      weakSecrets: redactor.weakSecrets,
      commands: commandsOf(configuration),
      changePermissions: [
        ...new Set(actions.filter(({ kind }) => kind === 'change').map(({ permission }) => permission)),
      ],
    });
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await hosts.close();
  }
}

const printer =
  (dir: string, json: boolean) =>
  (
    findings: readonly Finding[],
    { language, timeZone }: { readonly language: Language; readonly timeZone: string },
    redactor = makeRedactor([]),
  ): void => {
    const nowMs = systemClock.now();
    const reader: Reader = { language, timeZone, nowMs };
    if (json) {
      const found = findingsJson(findings, (text) => translate(text, reader));
      console.log(JSON.stringify(redactor.json(found), null, 2));
      return;
    }
    const { isTTY, columns } = process.stdout;
    const colour = wantsColour(isTTY === true, process.env.NO_COLOR);
    const message = reportMessage(findingsReport(findings, dir, nowMs));
    const text = renderText(message, { ...reader, width: isTTY ? columns : undefined, colour });
    console.log(redactor.text(text));
  };
