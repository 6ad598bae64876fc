import type { Static } from 'typebox';
import { type Contract, checkOf } from '../contract.js';

/**
 * The same data about another subject, which differs in its last letter or digit only: ids of most kinds stay
 * ids. Throws `ContractBroken` where such a subject does not fit.
 */
export const aboutAnother = <C extends Contract>(contract: C, data: Static<C['data']>): Static<C['data']> => {
  const { subject, type } = contract;
  if (subject === undefined || typeof data !== 'object' || data === null) return data;
  const value: unknown = Reflect.get(data, subject);
  if (typeof value !== 'string') return data;
  const check: (other: unknown) => asserts other is Static<C['data']> = checkOf(type, contract.data);
  const other: unknown = { ...data, [subject]: another(value) };
  check(other);
  return other;
};

const another = (id: string): string => {
  const changed = id.replace(/[0-9a-z](?=[^0-9a-z]*$)/i, (last) => {
    if (/\d/.test(last)) return last === '0' ? '1' : '0';
    const next = last.toLowerCase() === 'a' ? 'b' : 'a';
    return last === last.toLowerCase() ? next : next.toUpperCase();
  });
  return changed === id ? `${id}0` : changed;
};
