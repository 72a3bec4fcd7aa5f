import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { shownCommand } from '../../actions/shown-command.ts';
import { outside, type Text, texts } from '../../actions/text.ts';
import { translate } from '../../handlers/language/translate.ts';
import { type Beginner, firstConfiguration } from '../init/first-configuration.ts';

const say = texts('init', {
  notEmpty: {
    en: '{dir} is not empty; nothing was written. Name a new folder.',
    zh: '{dir} 不是空目录,未写入任何文件。请指定新目录。',
  },
  notFolder: { en: '{dir} is no folder; nothing was written.', zh: '{dir} 不是目录,未写入任何文件。' },
  wrote: { en: 'Wrote {files}. Lines to edit end in "# <-".', zh: '已写入 {files}。需要修改的行以 "# <-" 结尾。' },
  next: { en: 'Next:', zh: '下一步:' },
});

/** Writes a first configuration into a new or empty folder. 2 when there is something in it already. */
export async function init(dir: string): Promise<number> {
  const beginner = beginnerOf(process.env);
  const tell = (text: Text): string => translate(text, beginner);
  const name = outside(dir);
  if (existsSync(dir) && !statSync(dir).isDirectory()) return refuse(tell(say.notFolder({ dir: name })));
  if (existsSync(dir) && readdirSync(dir).length > 0) return refuse(tell(say.notEmpty({ dir: name })));
  const files = firstConfiguration(beginner);
  for (const [file, content] of Object.entries(files)) {
    const path = join(dir, file);
    mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
    writeFileSync(path, content, { flag: 'wx', mode: 0o644 });
  }
  const yaml = Object.keys(files).filter((file) => file.endsWith('.yaml'));
  console.log(tell(say.wrote({ files: { list: Object.keys(files).map((file) => outside(join(dir, file))) } })));
  console.log(tell(say.next()));
  console.log("  ssh-keygen -t ed25519 -N '' -f ~/.ssh/zhiban");
  console.log(`  \${EDITOR:-vi} ${shownCommand(yaml.map((file) => join(dir, file)))}`);
  console.log(`  ${shownCommand(['zhiban', 'check', '--config', dir])}`);
  return 0;
}

function refuse(words: string): number {
  console.error(words);
  return 2;
}

/** Root is nobody's own user: who called sudo is. */
function beginnerOf(env: Readonly<Record<string, string | undefined>>): Beginner {
  const { username } = userInfo();
  const osUser = username === 'root' ? (env.SUDO_USER ?? 'alice') : username;
  const language = /^zh/.test(env.LC_ALL || env.LC_MESSAGES || env.LANG || '') ? 'zh' : 'en';
  return { osUser, language, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
}
