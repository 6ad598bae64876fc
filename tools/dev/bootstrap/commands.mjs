import { spawn } from 'node:child_process';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { inCheckout } from './checkout.mjs';
import { withMongo } from './mongod.mjs';
import { markInstalled, prepare } from './prepare.mjs';

/**
 * The commands: what each needs besides Node, and how it runs. `module` is imported into this process, so
 * that signals, the terminal and the exit code are its own; `program` is started as a child, with a MongoDB. What
 * `links` a workspace has done what npm would do then.
 * @type {Record<string, { redis: boolean, module?: string, links?: boolean, program?: readonly string[] }>}
 */
const commands = {
  start: { redis: true, module: 'tools/dev/dist/src/start.js' },
  demo: { redis: false, module: 'tools/dev/dist/src/demo.js' },
  bench: { redis: true, module: 'tools/bench/dist/src/main.js' },
  torture: { redis: true, module: 'tools/chaos/dist/src/main.js' },
  import: { redis: false, module: 'tools/import/dist/src/main.js' },
  generate: { redis: false, module: 'tools/import/dist/src/generator/main.js' },
  'new:service': { redis: false, module: 'tools/new-service/dist/src/main.js', links: true },
  'mail:preview': { redis: false, module: 'packages/mailing/dist/src/preview-main.js' },
  test: {
    redis: true,
    // What is built is built by then.
    program: ['node_modules/turbo/bin/turbo', 'run', 'test', '--only', '--concurrency=1', '--continue'],
  },
};

/**
 * Prepares the checkout and runs one command with its arguments.
 * @param {string} name
 * @param {string[]} args
 */
export const runCommand = async (name, args) => {
  const command = commands[name];
  if (!command) {
    console.error(`There is no command '${name}'. There are: ${Object.keys(commands).join(', ')}.`);
    process.exitCode = 1;
    return;
  }
  if (!(await prepare(command))) {
    process.exitCode = 1;
    return;
  }
  if (command.module) {
    process.argv.splice(1, 2, inCheckout(command.module));
    await import(pathToFileURL(inCheckout(command.module)).href);
    if (command.links) markInstalled();
  } else if (command.program) {
    const argv = [...command.program, ...args];
    process.exitCode = await withMongo((mongoUrl) => runChild(argv, mongoUrl));
  }
};

/**
 * Runs a Node program in the foreground. SIGINT reaches it from the terminal too; here it only must not end us
 * before it has ended.
 * @param {string[]} argv
 * @param {string | undefined} mongoUrl
 * @returns {Promise<number>} its exit code, by the shell's convention
 */
const runChild = (argv, mongoUrl) =>
  new Promise((resolve, reject) => {
    const [program = '', ...rest] = argv;
    const child = spawn(process.execPath, [inCheckout(program), ...rest], {
      cwd: inCheckout('.'),
      env: { ...process.env, ...(mongoUrl === undefined ? {} : { MONGO_URL: mongoUrl }) },
      stdio: 'inherit',
    });
    process.on('SIGINT', () => {});
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
