import { type Hides, mask, maskedAddress } from '@obey/contracts/masking';
import { isAddress, personKey } from './people.js';
import { type Archived, dataOf, declarationOf } from './records.js';

/** Hides what tells of these people: ids, and keys of addresses. */
const personalOf =
  (people: ReadonlySet<string>): Hides =>
  ({ kind, of }) =>
    kind === 'secret' || of.some((owner) => typeof owner === 'string' && people.has(personKey(owner)));

/** The record without what tells of these people; the ids that make the tree stay. */
export const erasedFrom = (
  record: Archived,
  people: ReadonlySet<string>,
): Pick<Archived, 'data' | 'subject'> => {
  const declared = declarationOf(record.type, record.version);
  const { subject } = record;
  const isTheirs = isAddress(subject) && people.has(personKey(subject));
  return {
    data: JSON.stringify(mask(declared?.data, dataOf(record), personalOf(people))) ?? 'null',
    subject: isTheirs ? maskedAddress : subject,
  };
};
