import type { ChosenKind } from './preferences.js';
import type { Ending } from './unsubscribe-links.js';

const about: Readonly<Record<ChosenKind, string>> = {
  'thread-replied': 'replies in threads that you watch',
  'post-replied': 'answers to your posts',
  mentioned: 'mentions of you',
  'thread-locked': 'threads that are locked',
  'thread-unlocked': 'threads of yours that are unlocked',
  'thread-moved': 'threads of yours that are moved',
  'thread-renamed': 'threads of yours that are renamed',
  'thread-deleted': 'threads of yours that are deleted',
  'thread-restored': 'threads of yours that are restored',
  'post-deleted': 'posts of yours that are deleted',
  'post-restored': 'posts of yours that are restored',
  unbanned: 'the end of a ban',
  muted: 'not being allowed to write',
  unmuted: 'being allowed to write again',
};

/** What these mails are, for a person: `mails about mentions of you`. */
export const mailsOf = ({ channel, kind }: Ending): string => {
  if (channel === 'digest') return kind === 'all' ? 'the daily digest' : `${about[kind]} in the daily digest`;
  return kind === 'all' ? 'all mails about single alerts' : `mails about ${about[kind]}`;
};

/** What the page may do: it has no script, takes nothing from elsewhere, and posts to where it came from. */
export const pageHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'Cache-Control': 'no-store',
  'X-Robots-Tag': 'noindex',
};

interface Door {
  readonly ending: Ending;
  readonly token: string;
}

/** Says what would be ended, with a button for each of these; the links have letters, digits, `.`, `_` and `-` only. */
export const askingPage = (doors: readonly Door[]): string =>
  pageOf(
    'End these mails?',
    doors
      .map(
        ({ ending, token }) =>
          `<form method="post" action="?token=${token}"><p>You would get no more: ${mailsOf(ending)}.</p>` +
          '<p><button name="List-Unsubscribe" value="One-Click">End them</button></p></form>',
      )
      .join('\n'),
  );

export const endedPage = (ending: Ending): string =>
  pageOf(
    'They are ended',
    `<p>You get no more: ${mailsOf(ending)}. In your preferences you can have them again.</p>`,
  );

const pageOf = (title: string, content: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<h1>${title}</h1>
${content}
</html>
`;
