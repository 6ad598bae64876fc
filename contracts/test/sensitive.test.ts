import test from 'ava';
import type { TSchema } from 'typebox';
import { messages } from '../src/index.js';
import { hidesAt, secrets } from '../src/masking.js';

interface Field {
  readonly path: string;
  readonly name: string;
  readonly format: string | undefined;
  readonly sensitive: unknown;
  readonly of: readonly string[];
  /** Names of the fields beside it, and of those around. */
  readonly beside: readonly string[];
}

/** Every field of text in a schema, with its mark. */
const textsIn = (schema: TSchema, path: string, name = '', beside: readonly string[] = []): Field[] => {
  const { anyOf, items, properties, type, format }: Record<string, unknown> = { ...schema };
  if (Array.isArray(anyOf)) return anyOf.flatMap((one: TSchema) => textsIn(one, path, name, beside));
  if (typeof items === 'object' && items !== null) return textsIn(items, `${path}[]`, name, beside);
  if (typeof properties === 'object' && properties !== null) {
    const around = [...beside, ...Object.keys(properties)];
    return Object.entries(properties).flatMap(([key, inner]: [string, TSchema]) =>
      textsIn(inner, `${path}.${key}`, key, around),
    );
  }
  if (type !== 'string') return [];
  const of: unknown = Reflect.get(schema, 'x-of');
  return [
    {
      path,
      name,
      format: typeof format === 'string' ? format : undefined,
      sensitive: Reflect.get(schema, 'x-sensitive'),
      of: Array.isArray(of) ? of : [],
      beside,
    },
  ];
};

const fields = messages.flatMap(({ name, data }) => textsIn(data, name));
const pathsOf = (some: readonly Field[]) => some.map(({ path }) => path);

test('what is called like a secret is marked as one: tokens, links, passwords, keys and codes', (t) => {
  const likeSecrets = fields.filter(
    ({ name, format }) =>
      /token|secret|passw|credential|cookie|otp|pin$|code$|key$|link|url/i.test(name) || format === 'uri',
  );
  t.true(likeSecrets.length >= 5);
  t.deepEqual(pathsOf(likeSecrets.filter(({ sensitive }) => sensitive !== 'secret')), []);
});

test('names, addresses and what is written about or by somebody are marked as theirs, or as secret', (t) => {
  const ofPersons = fields.filter(
    ({ name, format }) => /nickname|email|excerpt|reason|^actor$|^text$/i.test(name) || format === 'email',
  );
  t.true(ofPersons.length >= 20);
  t.deepEqual(pathsOf(ofPersons.filter(({ sensitive }) => sensitive === undefined)).sort(), ofNobody);
});

test('a field that tells of a person has the id or address of that person beside it', (t) => {
  const personal = fields.filter(({ sensitive }) => sensitive === 'personal');
  t.true(personal.length >= 15);
  t.deepEqual(pathsOf(personal.filter((field) => !field.of.some((name) => field.beside.includes(name)))), []);
});

test('a field is known to be hidden by its path, where a message of its type may hide it, and nowhere else', (t) => {
  let hidden = 0;
  for (const { name, data } of messages) {
    const texts = textsIn(data, '');
    for (const { path } of texts) {
      const isSecret = texts.some((one) => one.path === path && one.sensitive === 'secret');
      const keys = path.replaceAll('[]', '.0').split('.').slice(1);
      t.is(hidesAt(data, keys, secrets), isSecret, `${name}${path}`);
      t.is(hidesAt(data, [...keys, 'length'], secrets), isSecret, `within ${name}${path}`);
      if (isSecret) hidden += 1;
    }
    t.false(hidesAt(data, [], secrets), name);
    t.false(hidesAt(data, ['nothing', 'such'], secrets), name);
  }
  t.true(hidden > 0);
});

/** Why a session ended is one of a few words; operators say why, and no more. */
const ofNobody = ['AuthSessionRevoked.reason', 'OperatorDeedBegun.reason'];
