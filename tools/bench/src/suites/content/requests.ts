import type { Operation } from '../embedded-mongo/workload.js';
import type { Client } from './client.js';
import { body } from './filling.js';
import type { Stage } from './stage.js';

export const requestNames = ['threads-page', 'posts-page', 'create-post'] as const;

/** What is asked, by the name of its case; the number chooses the section or the thread, and who writes. */
export const requestsTo = (
  client: Client,
  { sectionIds, threadIds, writers }: Pick<Stage, 'sectionIds' | 'threadIds' | 'writers'>,
) => {
  // A prime that divides no count used here: what is asked one after the other is far apart.
  const one = <T>(of: readonly T[], number: number): T => {
    const picked = of[(number * 7_919) % of.length];
    if (picked === undefined) throw new RangeError('There is nothing to pick from.');
    return picked;
  };
  return {
    'threads-page': async (number) => {
      await client.get(`/content/sections/${one(sectionIds, number)}/threads?limit=20`);
    },
    'posts-page': async (number) => {
      await client.get(`/content/threads/${one(threadIds, number)}/posts?limit=20`);
    },
    'create-post': async (number) => {
      await client.post(
        `/content/threads/${one(threadIds, number)}/posts`,
        { body },
        one(writers, number + 1),
      );
    },
  } satisfies Record<(typeof requestNames)[number], Operation>;
};
