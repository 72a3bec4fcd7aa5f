import type * as z from 'zod';
import { type Service, type System, systemSpec } from '../../src/actions/inventory.ts';
import type { Inventory } from '../../src/actions/ports.ts';

/** The two systems of the first slice, as their manuals describe them. */
export const teaching: z.input<typeof systemSpec> = {
  title: '智能教学助手',
  environment: 'production',
  folder: '/opt/smart-teaching',
  services: {
    llm: process('llm', 8001, '大模型服务', { status: 'healthy' }),
    backend: { ...process('backend', 8000, '后端服务', { status: 'healthy', database: 'connected' }), needs: ['llm'] },
    frontend: { ...process('frontend', 8080, '前端服务', {}), needs: ['backend'] },
    redis: { host: 'h3', runtime: { kind: 'systemd', unit: 'redis-server.service' }, port: 6379, shared: true },
  },
  logs: { llm: { host: 'h3', path: '/opt/smart-teaching/devops/logs/llm.log' } },
  databases: { main: { engine: 'sqlite', host: 'h3', path: '/opt/smart-teaching/smart_teaching.db' } },
  version: { host: 'h3', file: '/opt/smart-teaching/version.txt', minimum: { python3: '3.8' } },
  tokens: {
    openai: {
      host: 'h3',
      files: ['/opt/smart-teaching/.env', '/opt/smart-teaching/llm/.env'],
      variable: 'OPENAI_API_KEY',
      services: ['llm'],
    },
  },
  temporary: [{ host: 'h3', folder: '/opt/smart-teaching/tmp', names: ['*.tmp', 'upload-*'] }],
};

export const talentlens: z.input<typeof systemSpec> = {
  title: 'QZ·TalentLens',
  environment: 'lab',
  folder: '/opt/HR人事',
  services: {
    nginx: {
      host: 'h1',
      runtime: { kind: 'systemd', unit: 'nginx.service', reload: true },
      port: 80,
      needs: ['talentlens'],
      shared: true,
    },
    talentlens: {
      host: 'h1',
      runtime: { kind: 'systemd', unit: 'talentlens.service' },
      port: 9000,
      health: {
        url: 'http://localhost:9000/health',
        expect: { status: 'healthy', database: 'connected', ai: 'available' },
      },
    },
  },
  logs: {
    app: { host: 'h1', path: '/var/log/talentlens/app.log' },
    monitor: { host: 'h1', path: '/var/log/talentlens/monitor.log' },
  },
  backups: { host: 'h1', folder: '/backup/talentlens' },
  thresholds: { diskPercent: 90, critical: ['disk'] },
};

function process(id: string, port: number, title: string, expect: Record<string, string>) {
  return {
    title,
    host: 'h3',
    port,
    runtime: {
      kind: 'pidfile' as const,
      pidFile: `/opt/smart-teaching/devops/logs/pids/${id}.pid`,
      command: ['python3', 'main.py'] as [string, ...string[]],
      folder: `/opt/smart-teaching/${id}`,
      logFile: `/opt/smart-teaching/devops/logs/${id}.log`,
    },
    health: { url: `http://localhost:${port}/`, expect },
  };
}

/** Parsed by the loader's own schema, services in the order they are started. */
export function inventoryOf(configured: Readonly<Record<string, z.input<typeof systemSpec>>>): Inventory {
  const systems = Object.entries(configured).map(([id, input]): System => {
    const { services, ...rest } = systemSpec.parse(input);
    return {
      ...rest,
      id,
      services: inOrder(Object.entries(services).map(([name, each]) => ({ ...each, id: name, system: id }))),
    };
  });
  const system = (id: string) => systems.find((each) => each.id === id);
  return {
    systems: () => systems,
    system,
    service: (of, id) => system(of)?.services.find((each) => each.id === id),
    environment: (id) => system(id)?.environment,
  };
}

function inOrder(services: readonly Service[]): readonly Service[] {
  const placed: Service[] = [];
  while (placed.length < services.length) {
    const next = services.find(
      (each) => !placed.includes(each) && each.needs.every((id) => placed.some((other) => other.id === id)),
    );
    if (next === undefined) throw new Error('services need each other');
    placed.push(next);
  }
  return placed;
}
