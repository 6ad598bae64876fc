import type { Rendered } from './render.js';

export interface Letter extends Rendered {
  readonly messageId: string;
  readonly to: string;
  readonly date: Date;
  /** By which the reader ends such mails, with one click. */
  readonly unsubscribe: string | undefined;
  /** Goes before those that are not, where connections are few. */
  readonly hurried: boolean;
}
