import { describe, expect, test } from 'vitest';
import { identify, identifyOsUser, type OsUser } from '../../src/auth/identify.ts';
import { cast } from './cast.ts';

describe('who a message is from', () => {
  test.each([
    ['telegram', '1001', 'alice'],
    ['telegram', '1002', 'alice'],
    ['slack', 'T1:UALICE', 'alice'],
    ['os', 'bob', 'bob'],
    ['telegram', '9999', undefined],
    ['slack', '1001', undefined],
    ['slack', 'alice', undefined],
    ['telegram', 'constructor', undefined],
    ['telegram:1001', '', undefined],
  ])('%s %s is %s', (platform, id, who) => {
    const via = { platform, id };
    expect(identify(via, cast)).toEqual(who && { kind: 'person', id: who, via, assumed: false });
  });

  test('an id that two people claim is nobody', () => {
    const { alice, bob } = cast.people;
    const policy = { ...cast, people: { alice: alice!, bob: { ...bob!, chat: { slack: ['T1:UALICE'] } } } }; // both are in the cast
    expect(identify({ platform: 'slack', id: 'T1:UALICE' }, policy)).toBeUndefined();
    expect(identify({ platform: 'telegram', id: '1001' }, policy)?.id).toBe('alice');
  });
});

describe('who a person at the command line is', () => {
  const at = (osUser: string, asName?: string, more: Partial<OsUser> = {}): OsUser => ({
    osUser,
    asName,
    demo: false,
    ...more,
  });

  test.each<[why: string, who: OsUser, id: string, via: string, assumed: boolean]>([
    ['the person that lists the OS user', at('bob'), 'bob', 'bob', false],
    ['saying so changes nothing', at('bob', 'bob'), 'bob', 'bob', false],
    ['by name as well', at('bob', '@Bob'), 'bob', 'bob', false],
    ['root as anyone, but assumed', at('root', 'alice'), 'alice', 'root', true],
    ['a sudoer as herself', at('root', 'alice', { sudoUser: 'alice-adm' }), 'alice', 'alice-adm', false],
    ['a sudoer without a name', at('root', undefined, { sudoUser: 'bob' }), 'bob', 'bob', false],
    ['a sudoer as another, but assumed', at('root', 'alice', { sudoUser: 'bob' }), 'alice', 'bob', true],
    ['whoever called sudo for the service account', at('zhiban', undefined, { sudoUser: 'bob' }), 'bob', 'bob', false],
    [
      'root with an empty SUDO_USER is named root in the record',
      at('root', 'alice', { sudoUser: '' }),
      'alice',
      'root',
      true,
    ],
    ['root who called sudo is still root', at('root', 'alice', { sudoUser: 'root' }), 'alice', 'root', true],
    ['anybody in the demo, truly', at('mallory', 'alice', { demo: true }), 'alice', 'mallory', false],
    ['root in the demo too', at('root', 'bob', { demo: true }), 'bob', 'root', false],
  ])('%s', (_, who, id, via, assumed) => {
    expect(identifyOsUser(who, cast)).toEqual({
      identified: true,
      person: { kind: 'person', id, via: { platform: 'os', id: via }, assumed },
    });
  });

  test.each<[why: string, who: OsUser, reason: string, may: readonly string[]]>([
    ['another person', at('bob', 'alice'), 'not-yours', ['bob']],
    ['a person, from an OS user nobody lists', at('mallory', 'alice'), 'unlisted', []],
    ['an OS user nobody lists, without a name', at('mallory'), 'unlisted', []],
    ['a name nobody has', at('bob', 'nobody'), 'unknown-person', ['bob']],
    ['a name every object has', at('root', 'constructor'), 'unknown-person', ['alice', 'bob', 'carol']],
    ['root without a name', at('root'), 'unlisted', ['alice', 'bob', 'carol']],
    ['somebody who sets SUDO_USER in his own name', at('bob', 'alice', { sudoUser: 'alice' }), 'not-yours', ['bob']],
    [
      'a name nobody has, in the demo too',
      at('bob', 'nobody', { demo: true }),
      'unknown-person',
      ['alice', 'bob', 'carol'],
    ],
  ])('refuses %s', (_, who, reason, may) => {
    expect(identifyOsUser(who, cast)).toMatchObject({ identified: false, reason, may });
  });

  test('root stays assumed even where the configuration lists root', () => {
    const policy = { ...cast, people: { ...cast.people, bob: { ...cast.people.bob!, osUsers: ['root'] } } }; // bob is in the cast
    expect(identifyOsUser(at('root'), policy)).toMatchObject({ person: { id: 'bob', assumed: true } });
    expect(identify({ platform: 'os', id: 'root' }, policy)).toMatchObject({ id: 'bob', assumed: true });
  });
});
