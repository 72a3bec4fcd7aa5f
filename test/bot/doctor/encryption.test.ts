import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { expect, test } from 'vitest';
import type { Configuration } from '../../../src/bot/config/configuration.ts';
import { encryption } from '../../../src/bot/doctor/encryption.ts';
import { lines, systemOf } from './cast.ts';

const [key, otherKey] = [await generateX25519Identity(), await generateX25519Identity()];
const [recipient, other] = [await identityToRecipient(key), await identityToRecipient(otherKey)];

type Asked = Parameters<typeof encryption>[0];
const told = async (encrypt: unknown, identity?: string): Promise<readonly string[]> => {
  const shop = systemOf('shop', { backups: { host: 'h1', folder: '/backup', ...(encrypt ? { encrypt } : {}) } });
  const configuration = {
    settings: { systems: [shop] },
    secrets: identity === undefined ? [] : [{ name: 'systems.shop.backups.encrypt.identity', value: identity }],
  } satisfies { settings: Pick<Configuration['settings'], 'systems'>; secrets: Configuration['secrets'] };
  // Nothing but the systems is read of the settings.
  return lines(await encryption(configuration as unknown as Asked, 'config'));
};
const identity = { env: 'SHOP_IDENTITY' };

test('nothing is said of backups that are not encrypted', async () => {
  expect(await told(undefined)).toEqual([]);
});

test('B3: encrypted without an identity, drills are refused: `zhiban check` says so, and what to write where', async () => {
  const [line, ...more] = await told({ recipients: [recipient] });
  expect(line).toMatch(/^warning .*every \/restore drill shop is refused.*\/restore sealed shop asks/);
  expect(line).toContain('→ in config/systems/shop.yaml: backups.encrypt.identity as env: NAME or file: PATH');
  expect(more).toEqual([]);
});

test.each([
  ['alone', () => key],
  ['as age-keygen writes it', () => `# created: 2026-11-22\n# public key: ${recipient}\n${key}\n`],
  ['beside others', () => `${otherKey}\n${key}\n`],
])('an identity of one of the recipients is well, %s', async (_, given) => {
  expect(await told({ recipients: [recipient], identity }, given())).toEqual([
    expect.stringMatching(/^ok .*opens them again/),
  ]);
});

test('an identity that opens nothing of it is critical, and its own recipient is named', async () => {
  const [line] = await told({ recipients: [recipient], identity }, otherKey);
  expect(line).toMatch(/^critical .*opens none/);
  expect(line).toContain(`add ${other} to`);
  expect(line).not.toContain(otherKey);
});

test('an identity of a plugin cannot be judged, and is not called well', async () => {
  expect(await told({ recipients: [recipient], identity }, 'AGE-PLUGIN-YUBIKEY-1QQQ')).toEqual([
    expect.stringMatching(/^unknown .*only a drill tells → Try it: \/restore drill shop/),
  ]);
});
