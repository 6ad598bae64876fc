import type { Sheet } from './sheet.js';

/** The HTML of a mail: styles in the elements, as mail readers want it, nothing loaded from anywhere. */
export const asHtml = (sheet: Sheet): string => {
  const { subject, language, greeting, paragraphs, quote, items, closing, action, frame, unsubscribe } =
    sheet;
  const parts = [greeting, ...paragraphs].map(paragraph);
  if (quote !== undefined) parts.push(`<blockquote style="${styles.quote}">${escaped(quote)}</blockquote>`);
  if (items) parts.push(`<ul style="${styles.list}">\n${items.map(item).join('\n')}\n</ul>`);
  if (closing !== undefined) parts.push(paragraph(closing));
  if (action) {
    const link = escaped(action.link);
    parts.push(
      `<p style="margin:24px 0 16px"><a href="${link}" style="${styles.button}">${escaped(action.label)}</a></p>`,
      `<p style="${styles.small}">${escaped(frame.orOpen)} <a href="${link}">${link}</a></p>`,
    );
  }
  if (unsubscribe !== undefined) {
    const link = escaped(unsubscribe);
    parts.push(
      `<p style="${styles.small};margin-top:24px">${escaped(frame.unsubscribe)} <a href="${link}">${link}</a></p>`,
    );
  }
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:24px;background:#f4f5f7">
<div style="${styles.sheet}">
${parts.join('\n')}
</div>
</body>
</html>
`;
};

const paragraph = (words: string) => `<p style="margin:0 0 16px">${escaped(words)}</p>`;

const item = ({ text, link }: { readonly text: string; readonly link: string }) =>
  `<li style="margin:0 0 8px"><a href="${escaped(link)}">${escaped(text)}</a></li>`;

const styles = {
  sheet:
    'max-width:560px;margin:0 auto;padding:32px;background:#ffffff;border-radius:8px;color:#1f2328;' +
    "font:16px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif",
  quote: 'margin:0 0 16px;padding:4px 16px;border-left:4px solid #d0d7de;color:#57606a',
  list: 'margin:0 0 16px;padding:0 0 0 24px',
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
