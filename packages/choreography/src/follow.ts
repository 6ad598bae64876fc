import { from, mergeMap, type Observable } from 'rxjs';
import type { Static, TSchema } from 'typebox';
import { decode } from './cloud-event.js';
import { checkOf, type Notification } from './contract.js';
import { idBefore } from './entry-ids.js';
import type { Listener } from './listen.js';
import type { Message } from './message.js';
import { streamKey, streamsOf } from './names.js';
import type { Observer } from './observe.js';

interface FollowDeps {
  readonly listener: Listener;
  readonly observe: Observer;
}

export interface FollowOptions {
  /** Those that stand on the stream since this time come first. Absent: only what comes from now on. */
  readonly since?: Date;
  /** Called once when all that stood there has been told. */
  readonly caughtUp?: () => void;
}

/** The messages of a contract as they come; what cannot be read, or is of another type or version, is left out. */
export const createFollow =
  ({ listener, observe }: FollowDeps) =>
  <D extends TSchema>(
    contract: Notification<D>,
    { since, caughtUp = () => {} }: FollowOptions = {},
  ): Observable<Message<Static<D>>> => {
    const check: (value: unknown) => asserts value is Static<D> = checkOf(contract.type, contract.data);
    const parse = (json: string | undefined): Message<Static<D>>[] => {
      try {
        const message = decode(json ?? '');
        if (message.type !== contract.type || message.version !== contract.version) return [];
        const data: unknown = message.data;
        check(data);
        return [{ ...message, data }];
      } catch (error) {
        observe({ kind: 'trouble', what: `following ${contract.type}`, error });
        return [];
      }
    };
    const past = since && { after: idBefore(since), caughtUp };
    return listener
      .listen(streamsOf(contract).map(streamKey), past)
      .pipe(mergeMap(({ json }) => from(parse(json))));
  };
