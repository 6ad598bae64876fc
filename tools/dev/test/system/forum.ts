import type { ForumClient } from '@obey/client';
import anyTest, { type TestFn } from 'ava';
import { createMailReader } from '../../src/demo/mail-reader.js';
import {
  confirm,
  confirmationLink,
  makePerson,
  type Person,
  type SignedIn,
  signIn,
  signUp,
  visit,
} from '../../src/demo/person.js';
import { playStory } from '../../src/demo/story.js';
import type { Forum, ForumOptions } from '../../src/forum.js';
import { startTemporaryForum } from '../../src/temporary-forum.js';

export interface ForumContext {
  readonly forum: Forum;
  /** Signs somebody new up and in. */
  join(name: string): Promise<SignedIn & { readonly person: Person }>;
  asAdmin(): Promise<ForumClient>;
  /** Plays the story, and tells the title of each step that is done; the reasons of the failed one are returned. */
  story(
    onStep?: (title: string) => void,
  ): Promise<{ failures: string[]; alertMs: number | null; mailMs: number | null }>;
}

/** AVA's test, with one running forum for all tests of the file. */
export const withForum = (options: Pick<ForumOptions, 'scale' | 'env'> = {}): TestFn<ForumContext> => {
  const test = anyTest as TestFn<ForumContext>;
  test.before(async (t) => {
    t.timeout(120_000);
    t.context = contextOf(await startTemporaryForum(options));
  });
  test.after.always(async (t) => {
    t.timeout(60_000);
    await t.context.forum?.stop();
  });
  return test;
};

const contextOf = (forum: Forum): ForumContext => {
  const correlationId = 'system-test';
  const visitor = visit(forum.url).correlated(correlationId);
  const mails = createMailReader(forum.mailUrl);
  return {
    forum,
    async join(name) {
      const person = makePerson(name);
      await signUp(visitor, person);
      await confirm(visitor, await confirmationLink(mails, person.email));
      return { person, ...(await signIn(forum.url, person, { correlationId })) };
    },
    asAdmin: async () => (await signIn(forum.url, forum.admin, { correlationId })).forum,
    async story(onStep = () => {}) {
      const failures: string[] = [];
      const result = await playStory({
        ...forum,
        report: (step) => {
          if (step.kind === 'failed') failures.push(`${step.title}: ${step.error}`);
          else onStep(step.title);
        },
      });
      return { failures, alertMs: result.alertMs, mailMs: result.mailMs };
    },
  };
};
