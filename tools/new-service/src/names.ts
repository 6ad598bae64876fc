/** A service of this name cannot be made. */
export class NameRefused extends Error {
  readonly code = 'new-service.name-refused';
}

/** What stands beside the services in compose.yaml, in the logs, or in the paths of the gateway. */
const reserved = ['docs', 'health', 'mailpit', 'metrics', 'mongo', 'openapi', 'redis', 'runner'];

/**
 * The name, if a service may have it: lower case letters, words joined by hyphens, 30 characters at the most, and not
 * `taken`, neither by a workspace nor by a folder. Throws `NameRefused`.
 */
export const checkName = (name: string | undefined, taken: readonly string[]): string => {
  if (name === undefined || name === '') throw new NameRefused('Say its name: npm run new:service -- <name>');
  if (!/^[a-z]+(-[a-z]+)*$/.test(name) || name.length > 30)
    throw new NameRefused(
      `'${name}' is no name for a service: use lower case letters, words joined by hyphens (night-watch), 30 at the most`,
    );
  if (reserved.includes(name)) throw new NameRefused(`'${name}' is reserved; take another name`);
  if (taken.includes(name)) throw new NameRefused(`'${name}' is there already; nothing was changed`);
  return name;
};

/** `night-watch` as a name in code: `nightWatchService`. */
export const identifierOf = (name: string): string =>
  `${name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())}Service`;
