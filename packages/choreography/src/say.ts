import type { Static } from 'typebox';
import type { Contract } from './contract.js';
import { beforeChange } from './deadline.js';
import { NotDeclared, NotTheOwner } from './errors.js';
import { type Cause, compose, type Message, type Outgoing } from './message.js';
import { streamKeyFor } from './names.js';
import type { SayOptions } from './reaction.js';
import { isReplaying } from './replaying.js';
import type { Schedule } from './schedule.js';
import type { Tell } from './tell.js';
import { activeTraceparent, telling } from './tracing.js';
import type { Publishing } from './transport.js';

interface SayingDeps {
  readonly service: string;
  /** What this service declares that it says, and asks; undefined where it may say, or ask, anything. */
  readonly says: readonly Contract[] | undefined;
  readonly asks: readonly Contract[] | undefined;
  readonly publishing: Publishing;
  readonly schedule: Schedule;
  /** Hears of each contract that is used. */
  readonly used: (contract: Contract) => void;
}

/** What a service says by itself: checked against what it may say, composed, and told or postponed. */
export const createSaying = ({ service, says, asks, publishing, schedule, used }: SayingDeps) => {
  const mayTell = (contract: Contract) => {
    const { kind, name, owner } = contract;
    if (kind === 'notification' && owner !== service) throw new NotTheOwner(service, name, owner);
    const known = kind === 'request' ? asks : says;
    if (known && !known.some(({ type, version }) => type === contract.type && version === contract.version))
      throw new NotDeclared(service, name, kind === 'request' ? 'asks' : 'says');
    used(contract);
  };
  const outgoing = <C extends Contract>(
    contract: C,
    data: Static<C['data']>,
    { cause, notBefore }: SayOptions & { cause?: Cause } = {},
  ): Outgoing<Static<C['data']>> => {
    mayTell(contract);
    const message = compose(contract, data, { source: service, cause, traceparent: activeTraceparent() });
    const stream = streamKeyFor(contract, message.subject);
    return { stream, message, ...(notBefore && { notBefore }) };
  };
  const postpone = async (stream: string, message: Message, dueAt: Date) => {
    await publishing.postpone(stream, message, dueAt);
    schedule.lookIn(stream, dueAt.getTime() - Date.now());
    return 'added' as const;
  };
  const tell: Tell = ({ stream, message, notBefore }, how) =>
    notBefore && notBefore.getTime() > Date.now()
      ? postpone(stream, message, notBefore)
      : publishing.add(stream, message, how);

  return {
    /** Throws where this service may not say such a message. */
    mayTell,
    outgoing,
    tell,
    say: <C extends Contract>(
      contract: C,
      data: Static<C['data']>,
      how?: SayOptions & { cause?: Cause },
    ): Promise<Message<Static<C['data']>>> =>
      telling(contract, how?.cause, async (describe) => {
        const composed = outgoing(contract, data, how);
        describe([composed]);
        beforeChange();
        if (!isReplaying()) await tell(composed);
        return composed.message;
      }),
    sayAll: <C extends Contract>(
      contract: C,
      list: readonly Static<C['data']>[],
    ): Promise<Message<Static<C['data']>>[]> =>
      telling(contract, undefined, async (describe) => {
        const all = list.map((data) => outgoing(contract, data));
        describe(all);
        beforeChange();
        if (!isReplaying()) await Promise.all(all.map((one) => tell(one)));
        return all.map(({ message }) => message);
      }),
  };
};
