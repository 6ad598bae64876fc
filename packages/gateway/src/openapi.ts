import { edgeComponents, throughGateway } from './openapi-edge.js';
import { guide } from './openapi-guide.js';
import { shareRefusals } from './openapi-shared.js';

/** An OpenAPI 3.1 document of one service, as far as merging must know it. */
export interface ServiceDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly tags?: readonly unknown[];
  readonly info?: { readonly description?: string; readonly title?: string };
}

export interface Described {
  readonly service: string;
  readonly document: ServiceDocument;
  /** Serves these paths itself, wherever they begin. */
  readonly own?: boolean;
}

interface Frame {
  /** Where the forum is reached. */
  readonly serverUrl: string;
  /** Services whose document nobody has seen yet. */
  readonly missing: readonly string[];
  /** Services in the order in which they are shown; others come after them. */
  readonly order?: readonly string[];
}

/** Whether this is a document that can be merged; a service may be written by anybody, in any language. */
export const isServiceDocument = (value: unknown): value is ServiceDocument =>
  isObject(value) &&
  typeof value.openapi === 'string' &&
  value.openapi.startsWith('3.1') &&
  isObject(value.paths) &&
  Object.values(value.paths).every(isObject) &&
  (value.components === undefined ||
    (isObject(value.components) && Object.values(value.components).every(isObject)));

/**
 * One document for all services. Components get the name of their service before their own (`ContentThread`), but for
 * security schemes and for what several have exactly alike (`Problem`). A service describes only what it is asked for:
 * paths that do not begin with its name are left out.
 */
export const mergeOpenApi = (described: readonly Described[], { serverUrl, missing, order = [] }: Frame) => {
  const shared = sharedRefs(described);
  const parts = inOrder(described, order).map((one) => renamed(one, shared));
  const { paths, responses } = shareRefusals(Object.assign({}, ...parts.map(ownPaths)));
  return {
    openapi: '3.1.0',
    info: {
      title: 'ObeyForum',
      version: '1.0.0',
      license: { name: 'MIT', identifier: 'MIT' },
      description: `${guide}${missing.length === 0 ? '' : `\n\nMissing here, since they have not been seen: ${missing.join(', ')}.`}`,
      ...(missing.length > 0 && { 'x-missing': missing }),
    },
    servers: [{ url: serverUrl }],
    tags: parts.filter(({ document }) => Object.keys(document.paths).length > 0).map(tagOf),
    paths,
    components: mergeComponents([
      ...parts.map(({ document }) => document),
      { components: { ...edgeComponents, responses } },
    ]),
  };
};

const inOrder = (described: readonly Described[], order: readonly string[]) => {
  const rankOf = ({ service }: Described) =>
    order.includes(service) ? order.indexOf(service) : order.length;
  return [...described].sort((a, b) => rankOf(a) - rankOf(b));
};

const tagOf = ({ service, document: { info } }: Described) => ({
  name: service,
  ...(info?.description !== undefined && { description: info.description }),
});

const ownPaths = ({ service, own, document: { paths } }: Described) =>
  Object.fromEntries(
    Object.entries(paths)
      .filter(([path]) => own || path === `/${service}` || path.startsWith(`/${service}/`))
      .map(([path, methods]) => [path, own ? methods : throughGateway(methods)]),
  );

const mergeComponents = (documents: readonly Pick<ServiceDocument, 'components'>[]) => {
  const merged: Record<string, Record<string, unknown>> = {};
  for (const { components } of documents)
    for (const [kind, named] of Object.entries(components ?? {}))
      merged[kind] = { ...named, ...merged[kind] };
  return merged;
};

/** References to components that stand, exactly alike, in every document that has one of that name, and in two at least. */
const sharedRefs = (described: readonly Described[]): ReadonlySet<string> => {
  const seen = new Map<string, string[]>();
  for (const { document } of described)
    for (const [kind, named] of Object.entries(document.components ?? {}))
      for (const [name, component] of Object.entries(named)) {
        const ref = refTo(kind, name);
        seen.set(ref, [...(seen.get(ref) ?? []), JSON.stringify(component)]);
      }
  const alike = [...seen].filter(([, texts]) => texts.length > 1 && new Set(texts).size === 1);
  return new Set(alike.map(([ref]) => ref));
};

const refTo = (kind: string, name: string) => `#/components/${kind}/${name}`;

const renamed = ({ document, ...rest }: Described, shared: ReadonlySet<string>): Described => {
  const nameOf = (kind: string, name: string) =>
    kind === 'securitySchemes' || shared.has(refTo(kind, name))
      ? name
      : `${rest.service.charAt(0).toUpperCase()}${rest.service.slice(1)}${name}`;
  const refOf = (ref: string) => {
    const [, kind, name] = /^#\/components\/([^/]+)\/([^/]+)$/.exec(ref) ?? [];
    return kind === undefined || name === undefined ? ref : refTo(kind, nameOf(kind, name));
  };
  const rewritten = <T>(json: T): T =>
    JSON.parse(JSON.stringify(json), (key, value) =>
      key === '$ref' && typeof value === 'string' ? refOf(value) : value,
    );
  const { components = {}, ...others } = rewritten(document);
  return {
    ...rest,
    document: {
      ...others,
      components: Object.fromEntries(
        Object.entries(components).map(([kind, named]) => [
          kind,
          Object.fromEntries(Object.entries(named).map(([name, one]) => [nameOf(kind, name), one])),
        ]),
      ),
    },
  };
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
