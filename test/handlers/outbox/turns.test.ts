import { expect, test } from 'vitest';
import { makeTurns } from '../../../src/handlers/outbox/turns.ts';
import { manualClock } from '../../fakes/manual-clock.ts';

const breathe = () => new Promise((resolve) => setImmediate(resolve));

function conversation() {
  const clock = manualClock();
  const turnIn = makeTurns(clock);
  const said: string[] = [];
  const ask = (name: string, lane = 'ops') => {
    const turn = turnIn(lane);
    return {
      passes: turn.passes,
      /** Its answer is known. */
      async answers() {
        await turn.comes();
        said.push(name);
        turn.passes();
      },
    };
  };
  return { clock, said, ask };
}

test('answers wait for those to what was asked before, in their own conversation only', async () => {
  const { said, ask } = conversation();
  const [first, second, third, elsewhere] = [ask('first'), ask('second'), ask('third'), ask('elsewhere', 'alone')];
  const all = [third.answers(), second.answers(), elsewhere.answers()];
  await breathe();
  expect(said).toEqual(['elsewhere']);
  await Promise.all([first.answers(), ...all]);
  expect(said).toEqual(['elsewhere', 'first', 'second', 'third']);
});

test('what shows how it goes, or will have no answer, holds up nobody', async () => {
  const { said, ask } = conversation();
  const [first, second] = [ask('first'), ask('second')];
  first.passes();
  await second.answers();
  expect(said).toEqual(['second']);
});

test('what takes long holds up nobody for long, and nobody who asks later at all', async () => {
  const { clock, said, ask } = conversation();
  ask('slow');
  const second = ask('second').answers();
  clock.advance(699);
  await breathe();
  expect(said).toEqual([]);
  clock.advance(1);
  await second;
  await ask('third').answers();
  expect(said).toEqual(['second', 'third']);
});
