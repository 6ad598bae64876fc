import type { Runtime } from '@obey/choreography';
import type { Request, User } from '@obey/service-kit';
import type { Limits } from './limits.js';
import type { Store } from './store.js';
import type { Users } from './users.js';

/** What the functions of this service work with. */
export interface Deps {
  readonly store: Store;
  readonly users: Users;
  readonly limits: Limits;
  readonly runtime: Pick<Runtime, 'compose'>;
}

/** What a change of something that has an ETag needs besides. */
export type Changed = Pick<Request, 'ifMatch'>;

/** What a write needs of its request. */
export type By = Pick<Request<unknown, unknown, unknown, User>, 'user' | 'cause' | 'idempotencyKey'>;
