import { expect, test } from 'vitest';
import { actions } from '../../../../src/actions/registry.ts';
import { manifestOf, ownCommands as ofSlack } from '../../../../src/bot/platforms/slack/manifest.ts';
import { ownCommands } from '../../../../src/handlers/commands/registry.ts';

interface Manifest {
  readonly features: {
    readonly slash_commands: readonly {
      readonly command: string;
      readonly description: string;
      readonly url?: string;
    }[];
  };
  readonly settings: {
    readonly socket_mode_enabled: boolean;
    readonly interactivity: { readonly is_enabled: boolean; readonly request_url?: string };
  };
}
const commands = [...actions, ...ownCommands];
const made = (language: 'en' | 'zh', url?: string) => manifestOf(commands, { language, url }) as Manifest; // read here only

test.each(['en', 'zh'] as const)(
  'offers /zhiban and every single word that is not Slack’s own, within its limits (%s)',
  (language) => {
    const { features } = made(language);
    const names = features.slash_commands.map(({ command }) => command);
    expect(names[0]).toBe('/zhiban');
    expect(names).toEqual(expect.arrayContaining(['/health', '/restart', '/backup', '/approve', '/logs']));
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => ofSlack.includes(name.slice(1)))).toEqual([]);
    expect(names.length).toBeLessThanOrEqual(50);
    for (const { command, description } of features.slash_commands) {
      expect(command).toMatch(/^\/[a-z]{1,31}$/);
      expect(description.length).toBeGreaterThan(0);
      expect(description.length).toBeLessThanOrEqual(2_000);
    }
  },
);

test('every first word is a command of its own, or one of Slack’s and reached as /zhiban', () => {
  const words = new Set(commands.map(({ name }) => name.split(' ', 1)[0] ?? ''));
  const names = made('en').features.slash_commands.map(({ command }) => command.slice(1));
  const left = [...words].filter((word) => !names.includes(word) && !ofSlack.includes(word));
  // What goes beyond fifty is said, not hidden.
  expect(left.length).toBe(Math.max(0, [...words].filter((word) => !ofSlack.includes(word)).length - 49));
});

test('over HTTP every part names the address; over Socket Mode none does', () => {
  const url = 'https://bot.example.org/platforms/slack';
  const http = made('en', url);
  expect(http.settings).toMatchObject({ socket_mode_enabled: false, interactivity: { request_url: url } });
  expect(http.features.slash_commands.every((command) => command.url === url)).toBe(true);
  expect(JSON.stringify(made('en'))).not.toContain('url');
  expect(made('en').settings.socket_mode_enabled).toBe(true);
});
