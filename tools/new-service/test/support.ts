import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ExecutionContext } from 'ava';

const checkout = fileURLToPath(new URL('../../../..', import.meta.url));
const leftOut = ['node_modules', '.git', '.obey', '.turbo'];

/** A copy of the checkout, as it is built, which uses the packages that are installed here; ours are those of the copy. */
export const copyOfCheckout = async (t: ExecutionContext): Promise<string> => {
  const root = await mkdtemp(join(tmpdir(), 'obey-new-service-'));
  t.teardown(() => rm(root, { recursive: true, force: true }));
  const filter = (path: string) => !leftOut.includes(basename(path));
  for (const entry of (await readdir(checkout)).filter(filter))
    await cp(join(checkout, entry), join(root, entry), { recursive: true, preserveTimestamps: true, filter });
  await mkdir(join(root, 'node_modules'));
  for (const entry of await readdir(join(checkout, 'node_modules')))
    if (entry !== '@obey')
      await symlink(join(checkout, 'node_modules', entry), join(root, 'node_modules', entry));
  await linkOurs(root);
  return root;
};

/** What making a service needs of a checkout, and nothing to build it with. */
export const copyOfWhatIsNeeded = async (t: ExecutionContext, files: readonly string[]): Promise<string> => {
  const root = await mkdtemp(join(tmpdir(), 'obey-new-service-'));
  t.teardown(() => rm(root, { recursive: true, force: true }));
  for (const file of files) await cp(join(checkout, file), join(root, file));
  const template = 'tools/new-service/template';
  for (const part of ['package.json', 'tsconfig.json', 'README.md', 'src', 'test'])
    await cp(join(checkout, template, part), join(root, template, part), { recursive: true });
  for (const name of await readdir(join(checkout, 'packages')))
    await mkdir(join(root, 'packages', name), { recursive: true });
  await linkOurs(root);
  return root;
};

const linkOurs = async (root: string) => {
  const ours = 'node_modules/@obey';
  await mkdir(join(root, ours), { recursive: true });
  for (const name of await readdir(join(checkout, ours)))
    await cp(join(checkout, ours, name), join(root, ours, name), { verbatimSymlinks: true });
};

const execute = promisify(execFile);

/** Runs a program of node_modules in a folder; gives what it printed, and throws with it where it fails. */
export const runIn = async (root: string, folder: string, program: string, ...args: string[]) => {
  const script = join(root, 'node_modules', program);
  const cwd = join(root, folder);
  const { stdout, stderr } = await execute(process.execPath, [script, ...args], { cwd, maxBuffer: 2 ** 24 });
  return stdout + stderr;
};
