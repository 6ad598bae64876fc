import type { Outgoing } from './message.js';

/** Where messages wait inside a document, until they are published. */
export interface OutboxField {
  readonly messages?: readonly Outgoing[];
  /** When the sweeper may take it, because whoever should have published it seems to have died. */
  readonly dueAt?: Date;
  readonly relayedBy?: string;
  /** Published already, and kept until `forgetAt`, in case the server loses what it has acknowledged. */
  readonly told?: readonly Outgoing[];
  readonly forgetAt?: Date;
}
