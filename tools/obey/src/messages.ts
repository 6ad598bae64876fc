import type { Message } from '@obey/choreography';
import { decode } from '@obey/choreography/inspection';
import { globOf } from './glob.js';
import { text, texts } from './option.js';

/** Which messages of a stream are meant. All that is given must hold. */
export interface Filter {
  readonly type: readonly string[];
  readonly subject: string | undefined;
  readonly correlation: string | undefined;
}

export const filterOptions = {
  type: texts('of this type; * stands for anything', { short: 't' }),
  subject: text('about this subject'),
  correlation: text('of the flow with this correlation id', { placeholder: 'id' }),
};

/** Whether nothing is left out, so that what can't be read belongs to it too. */
export const isOpen = ({ type, subject, correlation }: Filter): boolean =>
  type.length === 0 && subject === undefined && correlation === undefined;

export const fitsFilter = ({ type, subject, correlation }: Filter): ((message: Message) => boolean) => {
  const types = type.map(globOf);
  return (message) =>
    (types.length === 0 || types.some((glob) => glob.test(message.type))) &&
    (subject === undefined || message.subject === subject) &&
    (correlation === undefined || message.correlationId === correlation);
};

/** The message in an entry; undefined where there is none that can be read. */
export const messageIn = (json: string | undefined): Message | undefined => {
  try {
    return json === undefined ? undefined : decode(json);
  } catch {
    // Whoever needs to know why decodes it; here it only fits no filter.
    return undefined;
  }
};
