import type { Ending } from './unsubscribe-links.js';
import { type Language, mailsOf, wordsIn } from './unsubscribe-words.js';

/** What the page may do: it has no script, takes nothing from elsewhere, and posts to where it came from. */
const headers = {
  'Content-Security-Policy':
    "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'Cache-Control': 'no-store',
  'X-Robots-Tag': 'noindex',
};

interface Door {
  readonly ending: Ending;
  readonly token: string;
}

/** A page in a language, and what is to be said of it. */
export interface Page {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Says what would be ended, with a button for each of these; the links have letters, digits, `.`, `_` and `-` only. */
export const askingPage = (doors: readonly Door[], language: Language): Page => {
  const { asking, asked, button } = wordsIn[language];
  const forms = doors.map(
    ({ ending, token }) =>
      `<form method="post" action="?token=${token}"><p>${asked(mailsOf(ending, language))}</p>` +
      `<p><button name="List-Unsubscribe" value="One-Click">${button}</button></p></form>`,
  );
  return pageOf(language, asking, forms.join('\n'));
};

export const endedPage = (ending: Ending, language: Language): Page => {
  const { ended, endedText } = wordsIn[language];
  return pageOf(language, ended, `<p>${endedText(mailsOf(ending, language))}</p>`);
};

const pageOf = (language: Language, title: string, content: string): Page => ({
  headers: { ...headers, 'Content-Language': language, Vary: 'Accept-Language' },
  body: `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<h1>${title}</h1>
${content}
</html>
`,
});
