import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** A folder of packages that has a main is a service. */
export const services = readdirSync(join(root, 'packages'))
  .filter((name) => existsSync(join(root, 'packages', name, 'src/main.ts')))
  .sort();

export interface Source {
  /** Path from the root of the project, with `/`. */
  readonly path: string;
  /** `contracts`, `packages/auth`, `tools/dev` … */
  readonly workspace: string;
  readonly text: string;
  readonly lines: number;
}

const workspaces = [
  'contracts',
  ...['packages', 'tools'].flatMap((group) =>
    readdirSync(join(root, group), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${group}/${entry.name}`),
  ),
];

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));

const sourcesOf = (part: 'src' | 'test'): Source[] =>
  workspaces.flatMap((workspace) => {
    const folder = join(root, workspace, part);
    const files = readdirSync(join(root, workspace)).includes(part) ? filesIn(folder) : [];
    return files.map((file) => {
      const text = readFileSync(file, 'utf8');
      return {
        path: relative(root, file).replaceAll('\\', '/'),
        workspace,
        text,
        lines: text.trimEnd().split('\n').length,
      };
    });
  });

export const sources = sourcesOf('src');
export const tests = sourcesOf('test');

export const importsOf = ({ text }: Source): string[] =>
  [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name = '']) => name);

/** The code without its comments, in which words may stand for what they mean. */
export const codeOf = ({ text }: Source): string =>
  text.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
