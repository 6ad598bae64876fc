import type { Mail } from '@obey/contracts';
import type { Content } from './content.js';
import type { Formats } from './formats.js';
import type { Language } from './languages.js';

/** The parameters of each template. */
export type Params = { [Each in Mail as Each['template']]: Each['params'] };

export type TemplateName = keyof Params;

/** Whose share of a recipient's hour the mail is of: what guards an account is not held up by news. */
export type Room = 'security' | 'news';

/** A mail of one name: a language that is missing does not compile. */
export interface Template<Name extends TemplateName> {
  readonly room: Room;
  /** What the preview shows it with. */
  readonly example: Params[Name];
  readonly words: Readonly<Record<Language, (params: Params[Name], formats: Formats) => Content>>;
}
