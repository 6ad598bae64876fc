import { type Alert, actorsOf, countOf } from './alert.js';

/** One line for a person: `Ben replied to “Hello”`. */
export const textOf = (alert: Alert): string => oneLine(wordsOf(alert));

const wordsOf = (alert: Alert): string => {
  const { kind, title = '', reason, before = '' } = alert;
  const who = namesOf(alert);
  switch (kind) {
    case 'thread-replied':
      return `${who} replied to “${title}”${timesOf(alert)}`;
    case 'post-replied':
      return `${who} replied to your post in “${title}”`;
    case 'mentioned':
      return `${who} mentioned you in “${title}”`;
    case 'thread-locked':
      return `${who} locked “${title}”${why(reason)}`;
    case 'thread-unlocked':
      return `${who} unlocked your thread “${title}”`;
    case 'thread-moved':
      return `${who} moved your thread “${title}”`;
    case 'thread-renamed':
      return `${who} renamed your thread “${before}” to “${title}”`;
    case 'thread-deleted':
      return `${who} deleted your thread “${title}”${why(reason)}`;
    case 'thread-restored':
      return `${who} restored your thread “${title}”`;
    case 'post-deleted':
      return `${who} deleted your post in “${title}”${why(reason)}`;
    case 'post-restored':
      return `${who} restored your post in “${title}”`;
    case 'banned':
      return `You were banned${why(reason)}`;
    case 'unbanned':
      return 'You are no longer banned';
    case 'muted':
      return `You may read, but not write any more${why(reason)}`;
    case 'unmuted':
      return 'You may write again';
  }
};

/** `Ben`, `Ben and Cleo`, `Ben, Cleo and others`: of many, the two latest. */
const namesOf = (alert: Alert): string => {
  const [first, second, third] = actorsOf(alert).map(({ nickname }) => nickname);
  if (first === undefined) return 'Someone';
  if (second === undefined) return alert.left === undefined ? first : `${first} and others`;
  return third === undefined && alert.left === undefined
    ? `${first} and ${second}`
    : `${first}, ${second} and others`;
};

const timesOf = (alert: Alert) => (countOf(alert) > 1 ? ` (${countOf(alert)} posts)` : '');

const why = (reason: string | undefined) => (reason === undefined ? '' : `: ${reason}`);

const oneLine = (words: string) => words.replace(/[\p{Cc}\s]+/gu, ' ').trim();
