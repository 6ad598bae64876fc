import { type AnswerSchema, contentTypeOf } from './answer.js';
import { propertiesOf } from './coerce.js';
import type { Route } from './route.js';

type Named = Pick<Route, 'method' | 'path' | 'operation' | 'answers'>;

/**
 * The name of each operation in OpenAPI, which clients make methods of: `shop.listOrders`. It is what the route says
 * (`operation`), else it is made of method, path and answer, and so stays as long as they do. Throws where two routes
 * would have the same.
 */
export const operationIds = <R extends Named>(service: string, routes: readonly R[]): Map<R, string> => {
  const ids = new Map(routes.map((route) => [route, `${service}.${route.operation ?? derived(route)}`]));
  const taken = new Map<string, R>();
  for (const [route, id] of ids) {
    const other = taken.get(id);
    if (other)
      throw new TypeError(
        `${route.method} ${route.path} and ${other.method} ${other.path} are both called ${id}: name one of them (operation)`,
      );
    taken.set(id, route);
  }
  return ids;
};

/**
 * A read lists or gets; what answers 201 creates; PUT sets, PATCH changes, DELETE deletes; anything else does what its
 * path ends with (`/shop/orders/:id/pay` → `payOrder`). Then come the nouns of the path, in the singular where one of many
 * is meant.
 */
const derived = ({ method, path, answers }: Named): string => {
  const nouns = nounsOf(path);
  const last = nouns.at(-1) ?? '';
  const owners = nouns.slice(0, -1);
  switch (method) {
    case 'GET':
      return camel([isList(answers[200] ?? null) ? 'list' : 'get', ...nouns]);
    case 'POST':
      return 201 in answers ? camel(['create', ...owners, singular(last)]) : camel([last, ...owners]);
    case 'PUT':
      return camel(['set', ...nouns]);
    case 'PATCH':
      return camel(['change', ...nouns]);
    case 'DELETE':
      return camel(['delete', ...nouns]);
  }
};

/** The words of a path. The name of the service is one of them only where it would have no other, or a parameter follows it. */
const nounsOf = (path: string): string[] => {
  const [service = '', ...rest] = path.split('/').filter((segment) => segment !== '');
  const segments = rest.length === 0 || rest[0]?.startsWith(':') ? [service, ...rest] : rest;
  return segments.flatMap((segment, at) => {
    if (segment.startsWith(':')) return [];
    const isOne = segments[at + 1]?.startsWith(':') ?? false;
    return [isOne ? singular(segment) : segment];
  });
};

const singular = (word: string): string => word.replace(/ies$/, 'y').replace(/(?<!s)s$/, '');

const camel = (words: readonly string[]): string =>
  words
    .flatMap((word) => word.split(/[^A-Za-z0-9]+/))
    .filter((word) => word !== '')
    .map((word, at) => (at === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');

const isList = (schema: AnswerSchema): boolean =>
  schema !== null &&
  contentTypeOf(schema) === undefined &&
  (Reflect.get(schema, 'type') === 'array' || 'items' in propertiesOf(schema));
