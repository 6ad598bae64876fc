import {
  type As,
  confirm,
  confirmationLink,
  createForumClient,
  createMailReader,
  createPlace,
  createThread,
  type Forum,
  makePerson,
  type Reply,
  reply,
  signIn,
  signUp,
} from '@obey/dev';

/** Those who play in the measurement: one author of several threads, and two who reply. */
export interface Cast {
  readonly author: As;
  /** The index chooses who replies, and to which thread. */
  reply(index: number): Promise<Reply>;
}

const threadCount = 8;

/** Signs everybody up, as people do, and writes the threads. */
export const gather = async ({ url, mailUrl, admin }: Forum): Promise<Cast> => {
  const client = createForumClient(url);
  const mails = createMailReader(mailUrl);
  const correlationId = 'bench-story';
  const join = async (name: string): Promise<As> => {
    const person = makePerson(name);
    await signUp(client, person, correlationId);
    await confirm(client, await confirmationLink(mails, person.email), correlationId);
    return { client, correlationId, session: await signIn(client, person, correlationId) };
  };
  const [author, ...repliers] = [await join('Author'), await join('Ben'), await join('Cleo')];
  const administrator = { client, correlationId, session: await signIn(client, admin, correlationId) };
  const section = await createPlace(administrator);
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
