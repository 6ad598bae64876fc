import { byKey } from './sorted.js';

/** A file of the root has not the form that it is edited by. */
export class UnknownForm extends Error {
  readonly code = 'new-service.unknown-form';
}

export interface Manifest {
  readonly version: string;
  readonly license: string;
  readonly dependencies: object;
  readonly devDependencies: object;
}

/** The rows of the first table of services. */
const serviceRows = /(?:\n\| \[[\w-]+\]\(packages\/[\w-]+\) \|.*)+/;

/** What makes a service known besides its folder: a file of the root, and its text with the service in it. */
export const registrations: Record<string, (text: string, name: string, manifest: Manifest) => string> = {
  'tsconfig.json': (text, name) => {
    const path = `packages/${name}`;
    return inserted(
      text,
      /\n {4}\{\s*"path": "packages\/gateway"\s*\}/,
      `\n    {\n      "path": "${path}"\n    },`,
    );
  },

  'package-lock.json': (text, name, manifest) => {
    const lock: { packages: Record<string, unknown> } = JSON.parse(text);
    const folder = `packages/${name}`;
    const link = { resolved: folder, link: true };
    const packages = byKey(lock.packages, {
      [`node_modules/@obey/${name}`]: link,
      [folder]: { name: `@obey/${name}`, ...manifest },
    });
    return `${JSON.stringify({ ...lock, packages }, null, 2)}\n`;
  },

  'compose.yaml': (text, name) => {
    const command = `command: [packages/${name}/dist/src/main.js]`;
    const lines = [
      `  ${name}:`,
      '    <<: *service',
      `    ${command}`,
      '    environment:',
      '      <<: *common',
    ];
    return inserted(text, /\n {2}redis:\n {4}image:/, `\n${lines.join('\n')}\n`);
  },

  'ARCHITECTURE.md': (text, name) => {
    const row = `\n| [${name}](packages/${name}) | how many have signed up | Redis | – | \`AuthUserSignedUp\` |`;
    return appended(text, serviceRows, row);
  },

  'README.md': (text, name) =>
    appended(text, serviceRows, `\n| [${name}](packages/${name}) | how many have signed up |`),
};

const inserted = (text: string, before: RegExp, addition: string) => {
  const index = text.search(before);
  if (index === -1) throw new UnknownForm(`There is no ${before} where the service would be added before it`);
  return text.slice(0, index) + addition + text.slice(index);
};

const appended = (text: string, to: RegExp, addition: string) => {
  const found = to.exec(text);
  if (!found) throw new UnknownForm(`There is no ${to} where the service would be added after it`);
  const end = found.index + found[0].length;
  return text.slice(0, end) + addition + text.slice(end);
};
