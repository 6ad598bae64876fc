import type { DeadLetter } from './transport.js';

/** A dead letter as it stands: `field` gives the text of a field, empty where it is missing. */
export const letterOf = (id: string, field: (name: string) => string): DeadLetter => ({
  id,
  group: field('group'),
  stream: field('stream'),
  entry: field('entry'),
  event: field('event'),
  attempts: Number(field('attempts')),
  code: field('code'),
  error: field('error'),
  stack: field('stack'),
  died: new Date(field('died')),
});
