import { Command, Option } from 'commander';
import { config } from 'zod';

// Compiling a schema for speed costs more than it ever saves here: most are used once, at the start.
config({ jitless: true });

/** The command line. Each part is loaded when it is asked for, so that one command starts fast. */
const program = new Command('zhiban').description('The chat-ops bot on-call engineers trust with production.');
const folder = () => new Option('--config <dir>', 'folder of the configuration; the embedded demo unless told');
const ended = (code: number) => {
  process.exitCode = code;
};
// Words the command line does not know are bad input, like those of a chat.
program.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));

program
  .command('demo')
  .description('a small system on this machine and a terminal chat about it')
  .action(async () => ended(await (await import('./cli/start.ts')).demo()));

program
  .command('start')
  .description('run the bot')
  .addOption(folder().makeOptionMandatory())
  .action(async (options) => ended(await (await import('./cli/start.ts')).start(options.config)));

program
  .command('run')
  .description('run one command as in a chat: progress on stderr, the result on stdout')
  .argument('<command>', 'e.g. "/health teaching"')
  .addOption(folder())
  .option('--as <name>', 'the person whose command it is')
  .option('--json', 'the result as JSON')
  .option('--yes', "the requester's own confirmation, never a second person's")
  .option('--secret-stdin', 'the secret it asks for comes by stdin')
  .option('--secret-file <path>', 'the secret it asks for is in this file, closed to others (0600)')
  .option('--wait', 'wait for a second person, and for the end of the run')
  .addOption(new Option('--fail-on <verdict>', 'exit 1 from this verdict on').choices(['warning', 'critical']))
  .action(async (command, options) => ended(await (await import('./cli/run.ts')).run(command, options)));

program
  .command('check')
  .description('the doctor: configuration, hosts, keys, rights, clocks')
  .addOption(folder())
  .option('--json', 'the findings as JSON')
  .action(async (options) => ended(await (await import('./cli/check.ts')).check(options)));

program
  .command('init')
  .description('write a first configuration')
  .argument('<dir>')
  .action(async (dir) => ended(await (await import('./cli/init.ts')).init(dir)));

program
  .command('audit')
  .description('the trail: verify it, or export it as JSON lines')
  .addArgument(program.createArgument('<what>').choices(['verify', 'export']))
  .addOption(folder())
  .action(async (what, options) => ended(await (await import('./cli/audit.ts')).audit(what, options.config)));

program
  .command('state')
  .description("the bot's own state: copy it while it works, or put a copy in its place")
  .addArgument(program.createArgument('<what>').choices(['backup', 'restore']))
  .argument('<folder>', 'where to copy to, or the copy')
  .addOption(folder().makeOptionMandatory())
  .action(async (what, path, options) =>
    ended(await (await import('./cli/state.ts')).state(what, path, options.config)),
  );

program
  .command('schema')
  .description('the JSON Schema of the configuration, for editors')
  .action(async () => ended(await (await import('./cli/schema.ts')).schema()));

program
  .command('manifest')
  .description('what a chat platform wants to know of the app, to be pasted there')
  .addArgument(program.createArgument('<platform>').choices(['slack']))
  .addOption(folder())
  .action(async (_platform, options) => ended(await (await import('./cli/manifest.ts')).manifest(options.config)));

program
  .command('sudoers')
  .description('the sudoers file that allows exactly what the configuration can run on a host')
  .argument('<host>')
  .addOption(folder())
  .action(async (host, options) => ended(await (await import('./cli/sudoers.ts')).sudoers(host, options.config)));

await program.parseAsync();
