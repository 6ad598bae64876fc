const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => escapes[character] ?? '');

/** What a browser may do on these pages: post the form home, and nothing else; and keep no copy. */
export const pageHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
};

const page = (title: string, content: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)}</title>
<style>
:root { color-scheme: light dark; }
body { font: 1.125rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 15vh auto 0; padding: 0 1.5rem; }
button, input { font: inherit; padding: .6em 1.4em; cursor: pointer; }
</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${content}
</main>
</body>
</html>
`;

interface Form {
  readonly title: string;
  readonly text: string;
  /** Relative to the page. */
  readonly action: string;
  readonly token: string;
  /** What is to be filled in, as HTML. */
  readonly fields?: string;
  readonly button: string;
}

/** The page that a mailed link shows: only its button uses the token, so that no link scanner does. */
const formPage = ({ title, text, action, token, fields = '', button }: Form): string =>
  page(
    title,
    `<p>${escaped(text)}</p>
<form method="post" action="${action}">
<input type="hidden" name="token" value="${escaped(token)}">
${fields}<button type="submit">${button}</button>
</form>`,
  );

export const confirmPage = (token: string): string =>
  formPage({
    title: 'Confirm your sign-up',
    text: 'One more step: confirm that this address is yours, and your account is ready.',
    action: 'confirm',
    token,
    button: 'Confirm my sign-up',
  });

export const changePage = (token: string): string =>
  formPage({
    title: 'Confirm your new password',
    text: 'One more step: with this, the password that you chose is yours, and you are signed out everywhere else.',
    action: 'confirm',
    token,
    button: 'Use my new password',
  });

/** `fault`: what was wrong with the password chosen before. */
export const resetPage = (token: string, fault?: string): string =>
  formPage({
    title: 'Choose a new password',
    text: fault === undefined ? 'With it, you are signed out everywhere.' : `The password ${fault}.`,
    action: 'reset',
    token,
    fields: `<p><label>New password <input type="password" name="newPassword" autocomplete="new-password" required></label></p>
`,
    button: 'Use this password',
  });

export const messagePage = (title: string, text: string): string => page(title, `<p>${escaped(text)}</p>`);
