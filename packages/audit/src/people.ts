import { createHash } from 'node:crypto';
import { isObject, isUuid, type Marked, mask } from '@obey/contracts/masking';
import type { TSchema } from 'typebox';

/** Names of fields that hold a user's id: `userId`, `threadAuthorId`, `lockedBy`, `memberIds`. */
const ofUser = /(?:^|[a-z_])(?:user|author|actor|member|owner)_?ids?$|[a-z]By$/i;
/** How rules name a user. */
const inRule = /^user:([0-9a-f-]{36})$/;
/** A message names no more than so many users to the index. */
const mostPeople = 100;

/** An address as it is looked for: nobody reads it out of the index. */
const addressKey = (address: string): string =>
  `address:${createHash('sha256').update(address.trim().toLowerCase()).digest('hex').slice(0, 32)}`;

/** How a user is looked for: by an id, or by an address. */
export const personKey = (idOrAddress: string): string =>
  idOrAddress.includes('@') ? addressKey(idOrAddress) : idOrAddress.toLowerCase();

/** Everybody whom a message names, by ids and addresses. */
export const peopleIn = (schema: TSchema | undefined, subject: string, data: unknown): string[] => {
  const found = new Set<string>();
  for (const id of idsIn(data)) found.add(id);
  for (const { value } of personalIn(schema, data)) if (isAddress(value)) found.add(addressKey(value));
  if (isAddress(subject)) found.add(addressKey(subject));
  return [...found].slice(0, mostPeople);
};

/** The addresses that the data say are this user's. */
export const addressesOf = (schema: TSchema | undefined, data: unknown, userId: string): string[] =>
  personalIn(schema, data).flatMap(({ of, value }) =>
    isAddress(value) && of.includes(userId) ? [addressKey(value)] : [],
  );

const personalIn = (schema: TSchema | undefined, data: unknown): Marked[] => {
  const found: Marked[] = [];
  mask(schema, data, (field) => {
    if (field.kind === 'personal') found.push(field);
    return false;
  });
  return found;
};

function* idsIn(value: unknown, name = ''): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* idsIn(item, name);
  else if (isObject(value)) for (const [key, inner] of Object.entries(value)) yield* idsIn(inner, key);
  else if (isUuid(value) && ofUser.test(name)) yield value.toLowerCase();
  else if (typeof value === 'string') {
    const [, id] = inRule.exec(value) ?? [];
    if (id !== undefined) yield id;
  }
}

export const isAddress = (value: unknown): value is string =>
  typeof value === 'string' && /^[^@\s]+@[^@\s]+$/.test(value);
