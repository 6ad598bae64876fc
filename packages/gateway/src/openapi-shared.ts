import { STATUS_CODES } from 'node:http';

type Paths = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * The same paths with the refusals that most operations have alike as references, one for each status, and those by their
 * names (`Unauthorized`): a document that says them a hundred times is thrice as long.
 */
export const shareRefusals = (paths: Paths) => {
  const counts = new Map<string, Map<string, number>>();
  for (const [status, answer] of Object.values(paths).flatMap(Object.values).flatMap(refusalsOf)) {
    const ofStatus = counts.get(status) ?? new Map<string, number>();
    const text = JSON.stringify(answer);
    counts.set(status, ofStatus.set(text, (ofStatus.get(text) ?? 0) + 1));
  }
  const shared = new Map(
    [...counts].flatMap(([status, texts]) => {
      const [most] = [...texts].sort(([, a], [, b]) => b - a);
      return most !== undefined && most[1] > 1 ? [[status, most[0]] as const] : [];
    }),
  );
  const replaced = (operation: unknown) => {
    const refusals = refusalsOf(operation).filter(
      ([status, answer]) => shared.get(status) === JSON.stringify(answer),
    );
    const refs = refusals.map(([status]) => [status, { $ref: `#/components/responses/${nameOf(status)}` }]);
    const { responses, ...rest } = Object(operation);
    return refs.length === 0
      ? operation
      : { ...rest, responses: { ...responses, ...Object.fromEntries(refs) } };
  };
  return {
    paths: mapped(paths, (methods) => mapped(methods, replaced)),
    responses: Object.fromEntries(
      [...shared].map(([status, text]): [string, unknown] => [nameOf(status), JSON.parse(text)]),
    ),
  };
};

const refusalsOf = (operation: unknown): [string, unknown][] =>
  Object.entries<unknown>(Object(Object(operation).responses)).filter(([status]) => /^[45d]/.test(status));

const nameOf = (status: string) => STATUS_CODES[status]?.replaceAll(/\W/g, '') ?? 'AnyProblem';

const mapped = <T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
