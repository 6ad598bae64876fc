import {
  AskTimeout,
  compose,
  type Message,
  type Notification,
  newId,
  type Runtime,
} from '@obey/choreography';
import { AuthGetUserById, AuthUserChanged, type User } from '@obey/contracts';
import { filter, Subject } from 'rxjs';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';

export const aUser = (user: Partial<User> = {}): User => ({
  userId: newId(),
  version: 1,
  nickname: 'ada',
  email: 'ada@example.org',
  rank: 0,
  roles: [],
  permissions: [],
  banned: false,
  ...user,
});

/** Stands in for the runtime and for auth: the test gives the answers and tells the events. */
export interface FakeAuth {
  readonly runtime: Pick<Runtime, 'ask' | 'follow'>;
  readonly asked: string[];
  /** Tells those that follow. */
  tell(user: User, time?: Date): void;
  following(): boolean;
}

/** `answerWith` is asked for each question; undefined is no answer at all. */
export const fakeAuth = (
  answerWith: (userId: string) => Promise<User | null | undefined> | User | null | undefined,
): FakeAuth => {
  const told = new Subject<Message>();
  const asked: string[] = [];
  return {
    asked,
    tell: (user, time = new Date()) => told.next(compose(AuthUserChanged, user, { source: 'auth', time })),
    following: () => told.observed,
    runtime: {
      ask: async (request, data) => {
        const { userId } = Value.Parse(AuthGetUserById.data, data);
        asked.push(userId);
        const user = await answerWith(userId);
        const given: unknown = { user };
        if (user === undefined) throw new AskTimeout(request.type, 0);
        if (Value.Check(request.answer, given)) return given;
        throw new TypeError(`The test answered ${request.type} wrongly`);
      },
      follow: <D extends TSchema>({ data }: Notification<D>) =>
        told.pipe(filter((message): message is Message<Static<D>> => Value.Check(data, message.data))),
    },
  };
};
