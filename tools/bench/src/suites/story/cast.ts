import type { ForumClient } from '@obey/client';
import {
  confirm,
  confirmationLink,
  createMailReader,
  createPlace,
  createThread,
  type Forum,
  makePerson,
  type Reply,
  reply,
  signIn,
  signUp,
  visit,
} from '@obey/dev';

/** Those who play in the measurement: one author of several threads, and two who reply. */
export interface Cast {
  readonly author: ForumClient;
  /** The index chooses who replies, and to which thread. */
  reply(index: number): Promise<Reply>;
}

const threadCount = 8;

/** Signs everybody up, as people do, and writes the threads. */
export const gather = async ({ url, mailUrl, admin }: Forum): Promise<Cast> => {
  const correlationId = 'bench-story';
  const visitor = visit(url).correlated(correlationId);
  const mails = createMailReader(mailUrl);
  const join = async (name: string): Promise<ForumClient> => {
    const person = makePerson(name);
    await signUp(visitor, person);
    await confirm(visitor, await confirmationLink(mails, person.email));
    return (await signIn(url, person, { correlationId })).forum.correlated(correlationId);
  };
  const [author, ...repliers] = [await join('Author'), await join('Ben'), await join('Cleo')];
  const administrator = await signIn(url, admin, { correlationId });
  const section = await createPlace(administrator.forum.correlated(correlationId));
  const threads: string[] = [];
  for (let number = 1; number <= threadCount; number++)
    threads.push((await createThread(author, section, `Measured thread ${number}`)).id);
  return {
    author,
    reply(index) {
      const [replier, thread] = [repliers[index % repliers.length], threads[index % threads.length]];
      if (!replier || !thread) throw new RangeError('There is nobody to reply, or nothing to reply to.');
      return reply(replier, thread, `Reply ${index}`);
    },
  };
};
