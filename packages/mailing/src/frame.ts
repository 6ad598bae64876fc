import type { Language } from './languages.js';

/** What all mails of a language say around their words. */
export interface Frame {
  readonly greeting: (nickname: string | undefined) => string;
  readonly orOpen: string;
  readonly unsubscribe: string;
}

export const frames: Readonly<Record<Language, Frame>> = {
  en: {
    greeting: (nickname) => (nickname === undefined ? 'Hello,' : `Hello ${nickname},`),
    orOpen: 'Or open this address:',
    unsubscribe: 'No more mails like this one:',
  },
  de: {
    greeting: (nickname) => (nickname === undefined ? 'Guten Tag,' : `Hallo ${nickname},`),
    orOpen: 'Oder öffne diese Adresse:',
    unsubscribe: 'Keine solchen Mails mehr:',
  },
};
