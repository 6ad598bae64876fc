import type { Content } from './content.js';
import type { Frame } from './frame.js';

/** All that is in a mail, each on one line. */
export interface Sheet extends Content {
  readonly language: string;
  readonly greeting: string;
  readonly frame: Frame;
  /** By which the reader ends such mails. */
  readonly unsubscribe: string | undefined;
}
