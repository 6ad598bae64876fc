import type { CaughtMail } from './mails.js';

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const frame = (title: string, body: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  table { width: 100%; border-collapse: collapse; }
  td, th { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #8884; vertical-align: top; }
  dt { opacity: .7; } dd { margin: 0 0 .4rem; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 1rem; border: 1px solid #8884; }
  iframe { width: 100%; height: 30rem; border: 1px solid #8884; background: #fff; }
</style>
<body>
${body}
</body>
</html>
`;

/** The mails in a table, newest first. */
export const listPage = (mails: readonly CaughtMail[]): string =>
  frame(
    `Mails (${mails.length})`,
    `<h1>Caught mails</h1>
${mails.length === 0 ? '<p>None yet. Sign up, or run <code>npm run demo</code>.</p>' : ''}
<table>
${mails.map(listRow).join('\n')}
</table>`,
  );

const listRow = ({ id, to, subject, receivedAt }: CaughtMail) =>
  `<tr><td><a href="/view/${escaped(id)}">${escaped(subject)}</a></td><td>${escaped(to.join(', '))}</td><td>${escaped(receivedAt)}</td></tr>`;

/** One mail. Its HTML is a stranger's: it gets a frame without scripts, forms or this page's origin. */
export const mailPage = (mail: CaughtMail): string =>
  frame(
    mail.subject,
    `<p><a href="/">All mails</a></p>
<h1>${escaped(mail.subject)}</h1>
<dl>
<dt>From</dt><dd>${escaped(mail.from)}</dd>
<dt>To</dt><dd>${escaped(mail.to.join(', '))}</dd>
<dt>Received</dt><dd>${escaped(mail.receivedAt)}, delivered ${mail.deliveries} ×</dd>
<dt>Message-ID</dt><dd>${escaped(mail.messageId)}</dd>
</dl>
${mail.html === undefined ? '' : htmlFrame(mail.html)}
<h2>Text</h2>
<pre>${linked(mail.text)}</pre>`,
  );

const htmlFrame = (html: string) =>
  `<h2>HTML</h2>
<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" title="The mail as HTML" srcdoc="${escaped(`<base target="_blank">${html}`)}"></iframe>`;

const linked = (text: string) =>
  text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) =>
      index % 2 === 1 ? `<a href="${escaped(part)}" rel="noreferrer">${escaped(part)}</a>` : escaped(part),
    )
    .join('');
