import * as z from 'zod';
import { fail, ok } from '../../actions/result.ts';
import { outside, texts } from '../../actions/text.ts';
import { defineCommand } from '../command.ts';
import { fold } from '../dispatch/fold.ts';
import { mayUse } from '../help/examples-of.ts';
import { detail, listing, overview } from '../help/help-pages.ts';
import { bySubject } from '../help/subjects.ts';

const say = texts('help.command', {
  summary: { en: 'What you may ask me, or how one command works.', zh: '查看可用命令或某个命令的用法。' },
  unknown: { en: 'I know no command and no subject "{name}".', zh: '没有名为“{name}”的命令或类别。' },
});

export const help = defineCommand({
  name: 'help',
  aliases: ['帮助'],
  summary: say.summary(),
  examples: ['/help', '/help restart', '/help logs'],
  takes: { command: { word: 'rest', optional: true } },
  input: z.strictObject({ command: z.string().optional() }),
  permission: 'bot:talk',
  timeoutMs: 10_000,
  changesState: false,
  async handle({ command: typed = '' }, request) {
    const usable = request.desk.commands.filter((one) => mayUse(request, one));
    const wanted = fold(typed.replace(/^[/／]/, ''));
    if (wanted === '') return ok(overview(request, usable));
    const subject = bySubject(usable).find((each) => each.subject.words.includes(wanted));
    const named = usable.find(({ name }) => name === wanted);
    // `/help logs` is the subject, though `/logs` alone is a command too.
    const called = subject === undefined ? usable.find(({ aliases }) => aliases.includes(wanted)) : undefined;
    const found = named ?? called;
    if (found !== undefined) {
      const head = (name: string): string | undefined => name.split(' ')[0];
      const family = usable.filter((one) => one !== found && head(one.name) === head(found.name));
      return ok(detail(request, found, family));
    }
    if (subject !== undefined) return ok(listing(request, subject));
    return fail('not-found', say.unknown({ name: outside(typed) }), { next: ['/help'] });
  },
});
