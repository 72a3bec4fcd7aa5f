import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ADesk, aDesk } from '../../fakes/a-desk.ts';

let it: ADesk;
beforeEach(async () => {
  it = await aDesk({ environment: 'lab' });
});
afterEach(() => it.close());

const runOf = async (id: number | undefined) => it.desk.store.runs.get(id ?? -1);

describe('a run', () => {
  test('does its steps in order and says how it went', async () => {
    const answer = await it.say('bob', '/put demo values="a,b"');
    expect(answer.code).toBe('ok');
    expect(it.world.effects).toEqual(['put a', 'put b']);
    expect((await runOf(answer.runId))?.state).toBe('succeeded');
  });

  test('hands a measured value on to a later step by reference', async () => {
    const answer = await it.say('bob', '/put demo values="a,size"');
    expect(answer.code).toBe('ok');
    expect(it.world.values).toEqual(['a', '1']);
  });

  test('says of a step that found nothing to do that there was nothing to do', async () => {
    it.world.behaviour.set('a', 'idle');
    const answer = await it.say('bob', '/put demo values="a,b"');
    expect(answer.code).toBe('ok');
    expect(it.text(answer).match(/there was nothing to do/g)).toHaveLength(1);
  });

  test('puts back in reverse what was done before the step that failed', async () => {
    it.world.behaviour.set('c', 'fails');
    const answer = await it.say('bob', '/put demo values="a,b,c"');
    expect(answer.code).toBe('command-failed');
    expect(it.world.effects).toEqual(['put a', 'put b', 'take b', 'take a']);
    expect((await runOf(answer.runId))?.state).toBe('failed');
    expect(it.text(answer)).toContain('what was done is put back');
  });

  test('puts back what a failing step itself had done', async () => {
    it.world.behaviour.set('b', 'fails-after');
    await it.say('bob', '/put demo values="a,b"');
    expect(it.world.values).toEqual([]);
  });

  test('ends in undo-failed, keeps its locks and shows the commands to type, when putting back fails', async () => {
    it.world.behaviour.set('a', 'undo-fails');
    it.world.behaviour.set('b', 'fails');
    const answer = await it.say('bob', '/put demo values="a,b"');
    expect((await runOf(answer.runId))?.state).toBe('undo-failed');
    expect(it.text(answer)).toContain('take a');
    const next = await it.say('bob', '/put demo values="c"');
    expect(next.code).toBe('busy');
    expect(it.text(next)).toContain(`run ${answer.runId}`);
  });

  test('an undo that failed can be tried again and then frees the locks', async () => {
    it.world.behaviour.set('a', 'undo-fails');
    it.world.behaviour.set('b', 'fails');
    const answer = await it.say('bob', '/put demo values="a,b"');
    it.world.behaviour.delete('a');
    await it.say('bob', `/undo ${answer.runId}`);
    expect(it.world.values).toEqual([]);
    expect((await it.say('bob', '/put demo values="c"')).code).toBe('ok');
  });

  test('reads the host back when the outcome is in doubt, and goes on when it took effect', async () => {
    it.world.behaviour.set('a', 'unknown-done');
    const answer = await it.say('bob', '/put demo values="a,b"');
    expect(answer.code).toBe('ok');
    expect(it.world.effects).toEqual(['put a', 'put b']);
  });

  test('says that nobody can tell, and neither repeats nor undoes, when the host does not tell', async () => {
    it.world.behaviour.set('a', 'unknown');
    const answer = await it.say('bob', '/put demo values="a,b"');
    expect(answer.code).toBe('unknown-outcome');
    expect((await runOf(answer.runId))?.state).toBe('interrupted');
    expect(it.world.effects).toEqual([]);
  });

  test('a bug in a step leaves the run to be marked interrupted, never succeeded', async () => {
    it.world.behaviour.set('a', 'throws');
    const answer = await it.say('bob', '/put demo values="a"');
    expect(answer.code).toBe('unknown-outcome');
    expect([...it.desk.stranded.keys()]).toEqual([answer.runId]);
  });

  test('a cancel ends the step that is going on and puts back the others', async () => {
    it.world.behaviour.set('b', 'hangs');
    const going = it.say('bob', '/put demo values="a,b"');
    while (it.world.values.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const [run] = await it.desk.store.runs.list({ limit: 1 });
    const cancelled = await it.say('bob', `/cancel ${run?.runId}`);
    expect(cancelled.code).toBe('ok');
    expect((await going).code).toBe('cancelled');
    expect(it.world.values).toEqual([]);
  });

  test('a cancel waits for the step that belongs to the one before', async () => {
    it.world.behaviour.set('a', 'slow');
    const going = it.say('bob', '/put demo values="a,_b,c"');
    let [run] = await it.desk.store.runs.list({ limit: 1 });
    while (run === undefined) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      [run] = await it.desk.store.runs.list({ limit: 1 });
    }
    await it.desk.store.runs.requestCancel(run.runId, 'person:bob');
    it.world.release();
    expect((await going).code).toBe('cancelled');
    expect(it.world.effects).toEqual(['put a', 'put _b', 'take _b', 'take a']);
  });

  test('only who asked, or who may do the same, cancels it', async () => {
    it.world.behaviour.set('a', 'hangs');
    const going = it.say('bob', '/put demo values="a"');
    let runs = await it.desk.store.runs.list({ limit: 1 });
    while (runs.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      runs = await it.desk.store.runs.list({ limit: 1 });
    }
    expect((await it.say('carol', `/cancel ${runs[0]?.runId}`)).code).toBe('denied');
    await it.say('alice', `/cancel ${runs[0]?.runId}`);
    expect((await going).code).toBe('cancelled');
  });

  test('a run that succeeded is undone by a plan of its own, unless a later run touched the same', async () => {
    const first = await it.say('bob', '/put demo values="a"');
    const undone = await it.say('bob', `/undo ${first.runId}`);
    expect(undone.code).toBe('ok');
    expect(it.world.values).toEqual([]);
    const second = await it.say('bob', '/put demo values="b"');
    await it.say('bob', '/put demo values="c"');
    expect((await it.say('bob', `/undo ${second.runId}`)).code).toBe('stale');
    expect(it.world.values).toEqual(['b', 'c']);
  });

  test('shows every step of its progress in one message after another', async () => {
    await it.say('bob', '/put demo values="a,b"');
    const states = it.progress.map(({ blocks }) =>
      blocks.flatMap((block) => (block.type === 'steps' ? block.steps.map(({ state }) => state) : [])),
    );
    expect(states).toContainEqual(['running', 'waiting']);
    expect(states).toContainEqual(['done', 'running']);
    expect(states.at(-1)).toEqual(['done', 'done']);
  });
});
