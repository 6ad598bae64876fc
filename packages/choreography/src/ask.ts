import type { Static, TSchema } from 'typebox';
import { decode } from './cloud-event.js';
import { type Contract, checkOf, type Request } from './contract.js';
import { timeLeft } from './deadline.js';
import { AskFailed, AskTimeout, DeadlineOver, PublishUnknown, Stopping } from './errors.js';
import type { Answer } from './handle.js';
import type { Listener } from './listen.js';
import { type Cause, causedBy, compose, derivedId, type Message, type Outgoing } from './message.js';
import { repliesKey, streamKeyFor } from './names.js';
import type { Observer } from './observe.js';
import { activeTraceparent, telling } from './tracing.js';
import type { Publishing } from './transport.js';
import { deferred } from './waiting.js';

interface AskDeps {
  readonly service: string;
  readonly instance: string;
  readonly publishing: Publishing;
  readonly listener: Listener;
  readonly observe: Observer;
  /** Throws where this service does not declare that it asks this. */
  readonly mayTell: (contract: Contract) => void;
}

export interface AskOptions {
  readonly timeoutMs?: number;
  readonly cause?: Cause;
}

/** Requests and their answers over streams: the answer comes to a stream of the instance that asked. */
export const createAsker = ({ service, instance, publishing, listener, observe, mayTell }: AskDeps) => {
  const replies = repliesKey(instance);
  const open = new Map<string, ReturnType<typeof deferred<unknown>>>();
  const underWay = new Map<string, { readonly until: number; readonly answer: Promise<unknown> }>();

  const heard = listener.listen([replies]).subscribe(({ json }) => {
    try {
      const answer = decode(json ?? '');
      open.get(answer.causationId ?? '')?.resolve(answer.data);
    } catch (error) {
      observe({ kind: 'trouble', what: 'reading an answer', error });
    }
  });
  const listening = listener.ready([replies]);

  // Whether the question went out or not: there was no answer in time.
  const say = (stream: string, message: Message, timeoutMs: number) =>
    publishing.add(stream, message, { withinMs: timeoutMs }).catch((cause: unknown) => {
      throw cause instanceof PublishUnknown ? new AskTimeout(message.type, timeoutMs, { cause }) : cause;
    });

  const question = async (
    request: Request,
    data: unknown,
    timeoutMs: number,
    cause: Cause | undefined,
    describe: (said: readonly Outgoing[]) => void,
  ): Promise<unknown> => {
    const message = compose(request, data, {
      source: service,
      cause,
      traceparent: activeTraceparent(),
      replyTo: replies,
      deadline: new Date(Date.now() + timeoutMs),
    });
    const stream = streamKeyFor(request, message.subject);
    describe([{ stream, message }]);
    const answered = deferred<unknown>();
    const timer = setTimeout(() => answered.reject(new AskTimeout(request.type, timeoutMs)), timeoutMs);
    open.set(message.id, answered);
    answered.promise.catch(() => undefined);
    try {
      await Promise.race([listening, answered.promise]);
      await Promise.race([say(stream, message, timeoutMs), answered.promise]);
      return await answered.promise;
    } finally {
      clearTimeout(timer);
      open.delete(message.id);
    }
  };

  return {
    /** Questions that are the same and under way at the same time are asked once. */
    ask: <D extends TSchema, A extends TSchema>(
      request: Request<D, A>,
      data: Static<D>,
      { timeoutMs: patienceMs = 2_000, cause }: AskOptions = {},
    ): Promise<Static<A>> =>
      telling(request, cause, async (describe) => {
        mayTell(request);
        const leftMs = timeLeft();
        const timeoutMs = Math.ceil(Math.min(patienceMs, leftMs));
        const begin = (key: string, until: number) => {
          const answer = question(request, data, timeoutMs, cause, describe).finally(() => {
            if (underWay.get(key) === begun) underWay.delete(key);
          });
          const begun = { until, answer };
          underWay.set(key, begun);
          return begun;
        };
        const same = JSON.stringify([request.type, request.version, data]);
        const until = performance.now() + timeoutMs;
        const present = underWay.get(same);
        // One that ends much earlier is no use to who can wait longer.
        const asked = present && present.until >= until - timeoutMs / 10 ? present : begin(same, until);
        const answer = await within(timeoutMs, request.type, asked.answer).catch((error: unknown) => {
          const isOver = leftMs < patienceMs && error instanceof AskTimeout;
          throw isOver ? new DeadlineOver({ cause: error }) : error;
        });
        if (isFailure(answer)) throw new AskFailed(request.type, answer.error);
        const value: unknown = isGiven(answer) ? answer.data : undefined;
        const check: (value: unknown) => asserts value is Static<A> = checkOf(
          `The answer to ${request.type}`,
          request.answer,
        );
        check(value);
        return value;
      }),
    close: () => {
      heard.unsubscribe();
      for (const question of open.values()) question.reject(new Stopping('A question'));
    },
  };
};

const within = async <T>(ms: number, type: string, answer: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AskTimeout(type, ms)), ms);
  });
  return Promise.race([answer, over]).finally(() => clearTimeout(timer));
};

const isFailure = (answer: unknown): answer is { error: string } =>
  typeof answer === 'object' && answer !== null && 'error' in answer && typeof answer.error === 'string';

const isGiven = (answer: unknown): answer is { data: unknown } =>
  typeof answer === 'object' && answer !== null && 'data' in answer;

/** Sends the answer to where it is waited for. */
export const createReply =
  (publishing: Publishing, service: string) =>
  async (request: Message, answer: Answer): Promise<void> => {
    const { replyTo } = request;
    if (!replyTo?.startsWith('replies:')) return;
    const message: Message = {
      ...causedBy(request),
      id: derivedId(request.id, service, 'answer'),
      source: service,
      type: `${request.type}.answer`,
      version: request.version,
      subject: request.subject,
      time: new Date().toISOString(),
      data: answer,
    };
    await publishing.reply(replyTo, message);
  };
