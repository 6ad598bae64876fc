import { isAllowed, type Person } from '@obey/contracts';
import type { Alert } from './alert.js';
import { without } from './folds.js';
import { isAboutOneself } from './news.js';
import type { KnownThread, Store } from './store.js';

/** Those of a user's alerts that they may see now, as they may see them. */
export type Shown = (person: Person, alerts: readonly Alert[]) => Promise<Alert[]>;

/** Looks at what some alerts are about, as it is now; what it gives says how each of them is shown to whom, if at all. */
export type Look = (alerts: readonly Alert[]) => Promise<(person: Person, alert: Alert) => Alert | undefined>;

/**
 * Whether somebody may see what an alert is about is not stored with it: it is decided whenever it is shown, counted or pushed,
 * by what is known then of the thread, the posts and the person. So nothing can be forgotten, or come back too late.
 */
export const createLook =
  ({ threads }: Pick<Store, 'threads'>): Look =>
  async (alerts) => {
    const about = alerts.filter(({ kind }) => !isAboutOneself(kind));
    const threadIds = new Set(about.flatMap(({ threadId }) => threadId ?? []));
    const postIds = new Set(about.flatMap(({ posts }) => posts.map(({ postId }) => postId)));
    const [known, gone] = await Promise.all([threads.find([...threadIds]), threads.gonePosts([...postIds])]);
    return (person, alert) => shownTo(person, alert, known.get(alert.threadId ?? ''), gone);
  };

export const createShown =
  (look: Look): Shown =>
  async (person, alerts) => {
    const see = await look(alerts);
    return alerts.flatMap((alert) => see(person, alert) ?? []);
  };

/** The alert with what there is of it for this person; undefined where there is nothing. */
const shownTo = (
  person: Person,
  alert: Alert,
  thread: KnownThread | undefined,
  gone: ReadonlySet<string>,
): Alert | undefined => {
  if (isAboutOneself(alert.kind)) return alert;
  if (thread === undefined || !maySee(person, thread)) return undefined;
  return without({ ...alert, title: thread.title }, gone);
};

/** Whether a thread is there for this person, as far as it is known here. */
export const maySee = (
  person: Person,
  { gone, readableBy }: Pick<KnownThread, 'gone' | 'readableBy'>,
): boolean => !gone && isAllowed(readableBy, person);
