import { randomBytes } from 'node:crypto';
import type { ForumClient } from '@obey/client';
import { alertsOf, createPlace, createThread, reply, type Thread, unreadCount } from './acts.js';
import { openEventStream } from './event-stream.js';
import { createMailReader } from './mail-reader.js';
import { listedAlert, mailAbout, pushedAlert, seenOnline } from './observe.js';
import { type Credentials, confirm, confirmationLink, makePerson, signIn, signUp, visit } from './person.js';
import { createSteps, StepFailed, type StepReport } from './steps.js';

export interface StoryPlace {
  readonly url: string;
  readonly mailUrl: string;
  readonly admin: Credentials;
}

export interface StoryResult {
  readonly steps: number;
  readonly failed: 0 | 1;
  /** From the reply's 201 to its alert being listed, and to its mail being caught; null if it did not get so far. */
  readonly alertMs: number | null;
  readonly mailMs: number | null;
}

export interface StoryOptions extends StoryPlace {
  readonly report: (step: StepReport) => void;
  /** How long one call, and one wait, may take, in milliseconds. */
  readonly withinMs?: number;
}

/**
 * Plays the story through the gateway: two people sign up, one writes a thread, the other replies, the first is
 * alerted and gets a mail, once each. Does not throw for what the forum does: a failed step is reported and ends it.
 */
export const playStory = async ({ report, ...place }: StoryOptions): Promise<StoryResult> => {
  const run = randomBytes(3).toString('hex');
  const steps = createSteps(run, report);
  const times: { alertMs: number | null; mailMs: number | null } = { alertMs: null, mailMs: null };
  try {
    await tell(place, run, steps.step, times);
    return { steps: steps.count(), failed: 0, ...times };
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    return { steps: steps.count(), failed: 1, ...times };
  }
};

const tell = async (
  { url, mailUrl, admin, withinMs = 60_000 }: Omit<StoryOptions, 'report'>,
  run: string,
  step: ReturnType<typeof createSteps>['step'],
  times: { alertMs: number | null; mailMs: number | null },
) => {
  const options = { retry: { withinMs, everything: true } };
  const forum = visit(url, options);
  const mails = createMailReader(mailUrl);
  const ann = makePerson('Ann');
  const ben = makePerson('Ben');
  await step('The forum is ready', (id) => forum.correlated(id).gateway.getHealth());
  for (const person of [ann, ben]) {
    await step(`${person.nickname} signs up`, (id) => signUp(forum.correlated(id), person));
    const link = await step('The confirmation link comes by mail', () =>
      confirmationLink(mails, person.email),
    );
    await step(`${person.nickname} opens the link and confirms`, (id) => confirm(forum.correlated(id), link));
  }
  const asAnn = await step(`${ann.nickname} signs in`, (id) =>
    signIn(url, ann, { ...options, correlationId: id }),
  );
  const asBen = await step(`${ben.nickname} signs in`, (id) =>
    signIn(url, ben, { ...options, correlationId: id }),
  );
  const asAdmin = await step('The administrator signs in', (id) =>
    signIn(url, admin, { ...options, correlationId: id }),
  );
  const sectionId = await step('There is a category and a section for the demo', (id) =>
    createPlace(asAdmin.forum.correlated(id)),
  );
  const thread = await step(`${ann.nickname} writes a thread`, (id) =>
    createThread(asAnn.forum.correlated(id), sectionId, `Tea or coffee? (${run})`),
  );
  const stream = await step(`${ann.nickname} opens the live stream of alerts`, (id) =>
    openEventStream(asAnn.forum.correlated(id), '/alerts/stream'),
  );
  try {
    const first = await step(`${ben.nickname} replies`, (id) =>
      answer(asBen.forum.correlated(id), thread, `Tea, of course. (${run}-first)`),
    );
    const listed = step(`${ann.nickname}'s alert is listed`, (id) =>
      listedAlert(asAnn.forum.correlated(id), first.id, withinMs),
    );
    const alert = await listed;
    times.alertMs = rounded(alert.listedAt - first.answeredAt);
    await step('The alert is pushed on the live stream', () => pushedAlert(stream, first.id, withinMs));
    const mail = await step(`${ann.nickname} gets a mail about the reply`, () =>
      mailAbout(mails, ann.email, `${run}-first`, withinMs),
    );
    times.mailMs = rounded(mail.receivedAt - first.answeredWhen);
    await step('One alert is unread', async (id) =>
      expectEqual('unread alerts', await unreadCount(asAnn.forum.correlated(id)), 1),
    );
    await step(`${ann.nickname} marks it as read`, async (id) => {
      await asAnn.forum.correlated(id).alerts.markRead({ params: { path: { id: alert.id } } });
      expectEqual('unread alerts', await unreadCount(asAnn.forum.correlated(id)), 0);
    });
    await step('Both are online', (id) =>
      seenOnline(asAnn.forum.correlated(id), [asAnn.userId, asBen.userId], withinMs),
    );
    // What is said of one thread, and mailed to one address, keeps its order. So when this reply's alert and mail are
    // there, anything more about the first would have been there before.
    await step(
      `${ben.nickname} replies again, which is alerted and mailed after all that came before`,
      async (id) => {
        const second = await answer(asBen.forum.correlated(id), thread, `Or cocoa. (${run}-second)`);
        await listedAlert(asAnn.forum.correlated(id), second.id, withinMs);
        await mailAbout(mails, ann.email, `${run}-second`, withinMs);
      },
    );
    await step('The first reply made one alert and one mail', async (id) => {
      const alerts = await alertsOf(asAnn.forum.correlated(id));
      expectEqual('alerts', alerts.filter(({ postIds }) => postIds?.includes(first.id)).length, 1);
      const about = (await mails.to(ann.email)).filter(({ text }) => text.includes(`${run}-first`));
      expectEqual('mails', about.length, 1);
      return { deliveries: about[0]?.deliveries };
    });
  } finally {
    await stream.close();
  }
  await step('Both sign out', async (id) => {
    for (const { forum } of [asAnn, asBen]) await forum.correlated(id).signOut();
  });
};

const rounded = (ms: number) => Math.round(ms * 10) / 10;

const expectEqual = (what: string, actual: number, expected: number) => {
  if (actual !== expected) throw new Error(`${what}: ${actual} instead of ${expected}`);
};

/** Answers who wrote the thread: that is mailed, while a reply to nobody is for those who watch it, and listed only. */
const answer = (forum: ForumClient, { id, openingPostId }: Thread, body: string) =>
  reply(forum, id, body, openingPostId);
