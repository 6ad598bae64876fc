import { failure, notImplemented } from './errors.js';
import { isOperators } from './filter.js';
import { type Doc, isDoc, own } from './values.js';

/** The fields of nested documents as dotted paths; documents of operators are values. */
export function flattened(spec: Doc, prefix = ''): [path: string, value: unknown][] {
  return Object.entries(spec).flatMap(([name, value]): [string, unknown][] =>
    isDoc(value) && !isOperators(value) && Object.keys(value).length > 0
      ? flattened(value, `${prefix}${name}.`)
      : [[prefix + name, value]],
  );
}

/** A copy of a document with another value at a path; undefined takes the field away. Arrays on the way are refused. */
export function withField(value: unknown, path: readonly string[], field: unknown): Doc {
  const [part = '', ...rest] = path;
  if (Array.isArray(value)) throw notImplemented(`a computed field inside of the array before '${part}'`);
  const doc = isDoc(value) ? value : {};
  const inner = rest.length === 0 ? field : withField(own(doc, part), rest, field);
  const others = Object.entries(doc);
  const at = others.findIndex(([name]) => name === part);
  const entry: [string, unknown][] = inner === undefined ? [] : [[part, inner]];
  return Object.fromEntries(at < 0 ? [...others, ...entry] : others.toSpliced(at, 1, ...entry));
}

/** Dotted paths as a tree; a leaf is a path's end. */
export type PathTree = Map<string, PathTree | 'leaf'>;

/** Adds a path; 31249 or 31250 where it is, begins or goes on one that is there, 15998 or 16410 where it is none. */
export function addPath(tree: PathTree, path: string): void {
  let node = tree;
  const parts = path.split('.');
  for (const [at, part] of parts.entries()) {
    if (part === '') throw failure(15998, `FieldPath field names may not be empty strings: ${path}`);
    if (part.startsWith('$')) throw failure(16410, `FieldPath field names may not start with '$': ${path}`);
    const last = at === parts.length - 1;
    const existing = node.get(part);
    if (existing === 'leaf' || (existing && last))
      throw failure(last ? 31250 : 31249, `Path collision at ${path}`);
    const next: PathTree = existing ?? new Map();
    node.set(part, last ? 'leaf' : next);
    node = next;
  }
}
