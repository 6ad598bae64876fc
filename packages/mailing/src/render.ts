/** What a mail says, in words alone. */
export interface Content {
  readonly subject: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  /** Words of somebody else. */
  readonly quote?: string;
  readonly action?: { readonly label: string; readonly link: string };
}

export interface Rendered {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The same words as plain text and as HTML. Whatever they hold, each stays one line and mere text. */
export const render = (content: Content): Rendered => {
  const plain = flatten(content);
  return { subject: shorten(plain.subject, 200), text: asText(plain), html: asHtml(plain) };
};

/** White space, control characters and overrides of the writing direction become one space. */
const oneLine = (words: string) =>
  words.replace(/[\p{Cc}\s\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();

const flatten = ({ subject, greeting, paragraphs, quote, action }: Content): Content => ({
  subject: oneLine(subject),
  greeting: oneLine(greeting),
  paragraphs: paragraphs.map(oneLine),
  ...(quote !== undefined && { quote: oneLine(quote) }),
  ...(action && { action: { label: oneLine(action.label), link: oneLine(action.link) } }),
});

const shorten = (words: string, most: number) => {
  const characters = [...words];
  return characters.length <= most ? words : `${characters.slice(0, most - 1).join('')}…`;
};

const asText = ({ greeting, paragraphs, quote, action }: Content) => {
  const parts = [greeting, ...paragraphs];
  if (quote !== undefined) parts.push(`> ${quote}`);
  if (action) parts.push(`${action.label}:\n${action.link}`);
  return `${parts.join('\n\n')}\n`;
};

const asHtml = ({ subject, greeting, paragraphs, quote, action }: Content) => {
  const parts = [greeting, ...paragraphs].map((words) => `<p style="margin:0 0 16px">${escaped(words)}</p>`);
  if (quote !== undefined) parts.push(`<blockquote style="${styles.quote}">${escaped(quote)}</blockquote>`);
  if (action) {
    const link = escaped(action.link);
    parts.push(
      `<p style="margin:24px 0 16px"><a href="${link}" style="${styles.button}">${escaped(action.label)}</a></p>`,
      `<p style="${styles.small}">Or open this address: <a href="${link}">${link}</a></p>`,
    );
  }
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:24px;background:#f4f5f7">
<div style="${styles.sheet}">
${parts.join('\n')}
</div>
</body>
</html>
`;
};

const styles = {
  sheet:
    'max-width:560px;margin:0 auto;padding:32px;background:#ffffff;border-radius:8px;color:#1f2328;' +
    "font:16px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif",
  quote: 'margin:0 0 16px;padding:4px 16px;border-left:4px solid #d0d7de;color:#57606a',
  button:
    'display:inline-block;padding:12px 20px;border-radius:6px;background:#1f5fbf;color:#ffffff;' +
    'text-decoration:none;font-weight:600',
  small: 'margin:0;color:#57606a;font-size:13px;word-break:break-all',
};

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (words: string) => words.replace(/[&<>"']/g, (character) => entities[character] ?? '');
