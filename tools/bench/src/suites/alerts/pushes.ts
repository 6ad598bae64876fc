import { newId } from '@obey/choreography';
import { openLoop } from '../../open-loop.js';
import type { Hearing } from './hearing.js';
import type { Stage } from './stage.js';

export const perSecond = 20;

interface Pushes {
  readonly count: number;
  /** The thread in which the answers are; where none is named, each has its own. */
  readonly threadId?: string;
}

/** Open loop: from an answer being said until the one who is answered has it on their stream, each in ms. */
export const pushes = async (
  { users, forum }: Pick<Stage, 'users' | 'forum'>,
  { heard }: Hearing,
  { count, threadId }: Pushes,
): Promise<number[]> => {
  const times: number[] = [];
  await openLoop({ count, perSecond }, async (index) => {
    const [user, actor] = [users[(index * 7_919) % users.length], users[(index * 7_919 + 1) % users.length]];
    if (!user || !actor) throw new RangeError('There is nobody to answer.');
    const saidAt = performance.now();
    const { postId, said } = forum.answer(user.userId, actor.userId, threadId ?? newId());
    const [at] = await Promise.all([heard(postId, 1), said]);
    times.push(at - saidAt);
  });
  return times;
};
