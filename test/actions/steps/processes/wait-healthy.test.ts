import { describe, expect, test } from 'vitest';
import { portsArgv } from '../../../../src/actions/host/listening-ports.ts';
import { fail } from '../../../../src/actions/result.ts';
import { runtimeOf } from '../../../../src/actions/runtimes/table.ts';
import { waitHealthyParams, waitHealthyStep } from '../../../../src/actions/runtimes/wait-healthy-step.ts';
import { waitHealthy } from '../../../../src/actions/steps/processes/wait-healthy.ts';
import { outside } from '../../../../src/actions/text.ts';
import { gone, killed, running, strangerNamed } from '../../fake-machines.ts';
import { plain } from '../../plain-text.ts';
import { inventoryOf, talentlens, teaching } from '../../systems.ts';
import { StepWorld } from './step-world.ts';

const inventory = inventoryOf({ teaching, talentlens });
function serviceOf(system: string, id: string) {
  const service = inventory.service(system, id);
  if (service === undefined) throw new Error(`no ${system}/${id}`);
  return service;
}
const llm = serviceOf('teaching', 'llm');
const params = waitHealthyParams.parse(JSON.parse(JSON.stringify(waitHealthyStep(llm).params)));
const memo = { sinceMs: 1_000_000 };

class LlmWorld extends StepWorld {
  constructor() {
    super();
    this.process(running(llm, 5310)).port('held 5310 1 5310 python3 main.py').body('{"status":"healthy"}').log('');
  }
  process(stdout: string | (() => string)): this {
    for (const argv of runtimeOf(llm).probe(llm).commands)
      this.hosts.on(argv, () => ({ stdout: typeof stdout === 'function' ? stdout() : stdout }));
    return this;
  }
  port(words: string): this {
    this.hosts.on(portsArgv([8001]), { stdout: `8001 ${words}\n` });
    return this;
  }
  body(body: string): this {
    this.hosts.page('http://localhost:8001/', { body });
    return this;
  }
  log(stdout: string): this {
    this.hosts.on(runtimeOf(llm).recentLog(llm, 15), { stdout });
    return this;
  }
  silent(): this {
    this.hosts.silent('h3');
    return this;
  }
  async failure() {
    const result = await waitHealthy.perform(params, memo, this.context);
    if (result.ok) throw new Error('it came up');
    return { ...result.failure, said: plain(result.failure.message) };
  }
}

describe('waiting until a service is healthy', () => {
  test('ends when process, port, answer and fields are as they should be', async () => {
    const world = new LlmWorld();
    let rounds = 0;
    world.port('none').body('{"status":"starting"}');
    world.process(() => {
      rounds += 1;
      if (rounds === 3) world.port('held 5310 1 5310 x');
      if (rounds === 6) world.body('{"status":"healthy"}');
      return running(llm, 5310);
    });
    expect(await waitHealthy.perform(params, memo, world.context)).toEqual({
      ok: true,
      value: { healthyAfterMs: world.clock - 1_000_000, pid: 5310 },
    });
    expect(world.clock).toBeGreaterThan(1_000_000);
    expect(world.said.map((line) => plain(line)).join()).toContain('nothing listens on :8001');
  });

  test('gives up at its limit, with the reason and the last lines of the log', async () => {
    const world = new LlmWorld()
      .body('{"status":"degraded"}')
      .log('03:13:19 INFO ready\n03:13:20 ERROR provider is away\n');
    const failure = await world.failure();
    expect(failure.code).toBe('unhealthy');
    expect(failure.said).toMatch(/^llm did not come up within 60000 ms: status: degraded/);
    expect(failure.evidence).toEqual([{ type: 'code', text: '03:13:19 INFO ready\n03:13:20 ERROR provider is away' }]);
    expect(failure.next).toEqual(['/health teaching llm', '/status teaching llm']);
    expect(world.clock - 1_000_000).toBe(60_000);
  });

  test('does not wait for a process that is gone', async () => {
    const world = new LlmWorld().process(gone(5310)).port('none');
    const failure = await world.failure();
    expect(failure.said).toMatch(/^llm did not come up: process 5310 is gone, 0 ms after its start/);
    expect(world.clock - 1_000_000).toBeLessThan(1_000);
  });

  test.each([
    ['03:13:20 ERROR OPENAI_API_KEY is not set', 'OPENAI_API_KEY is not set'],
    ['ERROR API密钥未设置', 'API密钥未设置'],
  ])('sees a missing key: %s', async (line, words) => {
    const failure = await new LlmWorld().process(gone(5310)).log(`starting\n${line}\n`).failure();
    expect(failure.said).toContain(`a key seems to be missing: ${words}`);
  });

  test('names a stranger on the port', async () => {
    const failure = await new LlmWorld().port('held 4711 1 4711 python3 -m http.server').failure();
    expect(failure.said).toContain(':8001 is held by a stranger, pid 4711: python3 -m http.server');
  });

  test('does not take an answering stranger for the service', async () => {
    const world = new LlmWorld().process(strangerNamed(4711, 'sleep infinity'));
    expect((await world.failure()).said).toContain('its PID file names a stranger, pid 4711: sleep infinity');
  });

  test("keeps a failed unit's own reason", async () => {
    const unit = serviceOf('talentlens', 'talentlens');
    const world = new StepWorld();
    for (const argv of runtimeOf(unit).probe(unit).commands) world.hosts.on(argv, { stdout: killed });
    world.hosts
      .on(portsArgv([9000]), { stdout: '9000 none\n' })
      .on(([program]) => program === 'journalctl', { stdout: 'x' });
    world.hosts.page('http://localhost:9000/health', fail('unreachable', outside('refused')).failure);
    const of = waitHealthyParams.parse(waitHealthyStep(unit).params);
    const result = await waitHealthy.perform(of, memo, world.context);
    expect(!result.ok && plain(result.failure.message)).toContain('did not come up: it was ended by SIGKILL');
  });

  test('waits for a unit that systemd starts again and again, and says so at the end', async () => {
    const unit = serviceOf('talentlens', 'talentlens');
    const world = new StepWorld();
    const looping = 'LoadState=loaded\nActiveState=activating\nSubState=auto-restart\nNRestarts=12\n';
    for (const argv of runtimeOf(unit).probe(unit).commands) world.hosts.on(argv, { stdout: looping });
    world.hosts
      .on(portsArgv([9000]), { stdout: '9000 none\n' })
      .on(([program]) => program === 'journalctl', { stdout: '' });
    world.hosts.page('http://localhost:9000/health', fail('unreachable', outside('refused')).failure);
    const of = waitHealthyParams.parse(waitHealthyStep(unit).params);
    const result = await waitHealthy.perform(of, memo, world.context);
    expect(!result.ok && plain(result.failure.message)).toContain('systemd starts it again, 12 times so far');
    expect(world.clock - 1_000_000).toBe(60_000);
  });

  test('can be cancelled while it waits', async () => {
    const world = new LlmWorld().port('none').cancelAt(3_000);
    await expect(waitHealthy.perform(params, memo, world.context)).rejects.toThrow('cancelled');
  });

  test.each([
    ['done', (world: LlmWorld) => world],
    ['not-done', (world: LlmWorld) => world.body('{"status":"degraded"}')],
    ['not-done', (world: LlmWorld) => world.process(gone(5310))],
    ['unknown', (world: LlmWorld) => world.silent()],
  ])('is read back as %s', async (found, make) => {
    expect(await waitHealthy.readBack(params, memo, make(new LlmWorld()).context)).toBe(found);
  });
});
