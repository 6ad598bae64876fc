import anyTest, { type TestFn } from 'ava';
import type { As } from '../../src/demo/acts.js';
import { createForumClient, type ForumClient } from '../../src/demo/forum-client.js';
import { createMailReader } from '../../src/demo/mail-reader.js';
import {
  confirm,
  confirmationLink,
  makePerson,
  type Person,
  type SignedIn,
  signIn,
  signUp,
} from '../../src/demo/person.js';
import { playStory } from '../../src/demo/story.js';
import type { Forum, ForumOptions } from '../../src/forum.js';
import { startTemporaryForum } from '../../src/temporary-forum.js';

export interface ForumContext {
  readonly forum: Forum;
  readonly client: ForumClient;
  /** Signs somebody new up and in. */
  join(name: string): Promise<As & { readonly person: Person; readonly session: SignedIn }>;
  asAdmin(): Promise<As>;
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
  const client = createForumClient(forum.url);
  const mails = createMailReader(forum.mailUrl);
  const correlationId = 'system-test';
  return {
    forum,
    client,
    async join(name) {
      const person = makePerson(name);
      await signUp(client, person, correlationId);
      await confirm(client, await confirmationLink(mails, person.email), correlationId);
      return { client, correlationId, person, session: await signIn(client, person, correlationId) };
    },
    asAdmin: async () => ({
      client,
      correlationId,
      session: await signIn(client, forum.admin, correlationId),
    }),
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
