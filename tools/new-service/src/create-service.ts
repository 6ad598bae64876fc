import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fillIn, templateFolder } from './fill-in.js';
import { checkName } from './names.js';
import { type Manifest, registrations } from './registrations.js';

/**
 * Makes `packages/<name>` in the checkout at `root`, and makes it known to npm, TypeScript, Docker Compose and the cast
 * of ARCHITECTURE.md. Nothing is installed, so no network is needed. Gives the paths that were written.
 * Throws `NameRefused` or `UnknownForm`, or what writing fails by; then all is as it was.
 */
export const createService = (root: string, asked: string | undefined): string[] => {
  const name = checkName(asked, takenIn(root));
  const folder = `packages/${name}`;
  const files = templateFiles(root).map((path) => {
    return { path: `${folder}/${path}`, text: fillIn(path, read(root, templateFolder, path), name) };
  });
  const manifest = manifestOf(files.find(({ path }) => path.endsWith('/package.json'))?.text ?? '{}');
  const edits = Object.entries(registrations).map(([path, edit]) => {
    const before = read(root, path);
    return { path, before, text: edit(before, name, manifest) };
  });
  const link = join(root, 'node_modules/@obey', name);

  // Fails where the folder has come into being meanwhile, before anything is changed.
  mkdirSync(join(root, folder));
  try {
    for (const { path, text } of files) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    for (const { path, text } of edits) writeFileSync(join(root, path), text);
    // The last step. It is what `npm install` would do for a workspace; where nothing is installed yet, it will.
    if (existsSync(dirname(link))) symlinkSync(join('../..', folder), link, 'dir');
  } catch (error) {
    for (const { path, before } of edits) writeFileSync(join(root, path), before);
    rmSync(join(root, folder), { recursive: true, force: true });
    throw error;
  }
  return [...files, ...edits].map(({ path }) => path);
};

const read = (...path: string[]) => readFileSync(join(...path), 'utf8');

/** Names of folders in packages, and of workspaces. */
const takenIn = (root: string): string[] => {
  const lock: { packages: object } = JSON.parse(read(root, 'package-lock.json'));
  const linked = Object.keys(lock.packages).flatMap(
    (key) => /^node_modules\/@obey\/(.+)$/.exec(key)?.[1] ?? [],
  );
  return [...readdirSync(join(root, 'packages')), ...linked];
};

const templateFiles = (root: string): string[] => [
  'package.json',
  'tsconfig.json',
  'README.md',
  ...['src', 'test'].flatMap((part) => {
    return readdirSync(join(root, templateFolder, part)).map((file) => `${part}/${file}`);
  }),
];

const manifestOf = (text: string): Manifest => {
  const { version, license, dependencies, devDependencies }: Manifest = JSON.parse(text);
  return { version, license, dependencies, devDependencies };
};
