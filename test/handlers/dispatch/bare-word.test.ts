import { describe, expect, test } from 'vitest';
import { systemSpec } from '../../../src/actions/inventory.ts';
import { actions } from '../../../src/actions/registry.ts';
import { ownCommands } from '../../../src/handlers/commands/registry.ts';
import { parse } from '../../../src/handlers/dispatch/parse.ts';

const system = (id: string) => ({
  ...systemSpec.parse({
    title: id,
    environment: 'production',
    folder: `/opt/${id}`,
    services: {},
    logs: { app: { host: 'h1', path: `/var/log/${id}.log` } },
  }),
  id,
  services: [],
});
const context = {
  commands: [...actions, ...ownCommands],
  systems: [system('uplifted'), system('teaching')],
  people: {},
};
const parsed = (text: string) => {
  const result = parse(text, context);
  return result.ok ? [result.value.command.name, result.value.input] : result.failure;
};

test.each([
  ['/logs teaching summary', 'logs summary'],
  ['/logs teaching errors 1h', 'logs errors'],
  ['/日志 教学 统计', 'logs stats'],
])('%s is not a part of a program: it names a command', (text, name) => {
  expect(parsed(text.replace('教学', 'teaching'))).toMatchObject([name, { system: 'teaching' }]);
});

describe('a bare word that is nothing else is the part of a program that wrote', () => {
  test.each([
    ['/logs uplifted plugin_manager 2h', 'logs tail', { module: 'plugin_manager', window: 7_200_000, count: 30 }],
    ['/logs plugin_manager 2h uplifted', 'logs tail', { module: 'plugin_manager', window: 7_200_000, count: 30 }],
    ['/logs errors uplifted uvicorn.error', 'logs errors', { module: 'uvicorn.error' }],
    ['/logs uplifted plugin=billing warn', 'logs tail', { plugin: 'billing', least: 'warning', count: 30 }],
    ['/logs stats uplifted level=error text=timeout', 'logs stats', { level: 'error', text: 'timeout' }],
    ['/日志 uplifted 警告 plugin_manager', 'logs tail', { module: 'plugin_manager', least: 'warning', count: 30 }],
    ['/logs follow uplifted app sqlalchemy 30s', 'logs follow', { log: 'app', module: 'sqlalchemy', total: 30_000 }],
    [
      '/logs search "a b" 1d level=warn uplifted',
      'logs search',
      { text: 'a b', window: 86_400_000, level: 'warn', count: 30 },
    ],
  ])('%s', (text, name, input) => {
    expect(parsed(text)).toEqual([name, { system: 'uplifted', ...input }]);
  });
});

test.each([
  ['/logs upliftd 2h', '/logs uplifted 2h'],
  ['/logs uplifted yesterdy', '/logs uplifted yesterday'],
])('%s is a slip of the pen, and what was meant is offered', (text, meant) => {
  expect(parsed(text)).toMatchObject({ code: 'bad-input', next: [meant] });
});

test('two such words are one too many', () => {
  expect(parsed('/logs uplifted plugin_manager other_part')).toMatchObject({ code: 'bad-input' });
});
