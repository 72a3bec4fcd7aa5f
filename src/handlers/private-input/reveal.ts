import type { Secrets } from '../../actions/ports.ts';
import { fail, ok } from '../../actions/result.ts';
import { outside, texts } from '../../actions/text.ts';
import type { Desk } from '../desk.ts';

const fromConfiguration = 'config:';

const say = texts('reveal', {
  missing: { en: 'No secret is configured as {name}', zh: '配置中没有密钥 {name}' },
  gone: {
    en: 'The value that was given privately is gone: it is kept for an hour at most. Give the command again.',
    zh: '私密输入的内容已删除(最多保存一小时),请重新发送命令。',
  },
});

/** What steps get given values from; `config:systems.x.…` is what the configuration names there. */
export const revealing = ({ store, clock, configured }: Pick<Desk, 'store' | 'clock' | 'configured'>): Secrets => ({
  async reveal(ref) {
    if (ref.startsWith(fromConfiguration)) {
      const found = configured?.(ref.slice(fromConfiguration.length));
      return found === undefined ? fail('faulty-configuration', say.missing({ name: outside(ref) })) : ok(found);
    }
    const value = await store.sealed.open(ref, clock.now());
    return value === undefined ? fail('stale', say.gone()) : ok(value);
  },
});
