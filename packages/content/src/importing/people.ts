import { mentionsIn } from '../rendering.js';
import { refused } from './adding.js';
import type { PostRecord, ThreadRecord } from './records.js';

/** Who is named in these records, each once: by ids at the source, and by nicknames in the texts. */
export const peopleIn = (
  threads: readonly ThreadRecord[],
  posts: readonly PostRecord[],
): { readonly ids: string[]; readonly nicknames: string[] } => {
  const written = [...threads, ...posts];
  const deeds = [
    ...threads.flatMap(({ pin, lock }) => [pin, lock]),
    ...written.map(({ deleted }) => deleted),
  ];
  const moderators = deeds.flatMap((deed) => deed?.by ?? []);
  return {
    ids: [...new Set([...written.map(({ author }) => author), ...moderators])],
    nicknames: [...new Set(written.flatMap(({ body }) => mentionsIn(body)))],
  };
};

export const userRefused = (id: string) =>
  refused('import.no-such-user', `There is no user ${id} before this`);
