import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Tongue, tongueOf } from './languages.js';
import { render } from './render.js';
import type { TemplateName } from './template.js';
import { exampleOf, roomOf, templateNames } from './templates.js';

export const usage = `npm run mail:preview [-- <name> …] [-- --locale <locale>] [-- --out <folder>]

  Writes mails with the parameters of their examples, as HTML and as text, and a page that leads to them.

  <name>    ${templateNames.join(', ')}; all of them if absent
  --locale  like en-GB or de; English and German if absent
  --out     the folder, .obey/mails if absent
`;

/** The command line makes no sense. */
export class PreviewUsage extends Error {
  readonly code = 'mailing.preview-usage';
}

export interface PreviewOptions {
  readonly names: readonly TemplateName[];
  readonly tongues: readonly Tongue[];
  readonly out: string;
}

/** Reads the arguments. Throws `PreviewUsage`. */
export const readPreviewArgs = (args: readonly string[]): PreviewOptions => {
  const { positionals, values } = parsed(args);
  const names = positionals.map((given) => {
    const name = templateNames.find((known) => known === given);
    if (name === undefined) throw new PreviewUsage(`There is no mail "${given}".\n\n${usage}`);
    return name;
  });
  const tongues = (values.locale ?? ['en', 'de']).map((given) => {
    const tongue = tongueOf(given);
    if (!tongue) throw new PreviewUsage(`There are no mails in the locale "${given}".\n\n${usage}`);
    return tongue;
  });
  return { names: names.length > 0 ? names : templateNames, tongues, out: values.out ?? '.obey/mails' };
};

const parsed = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { locale: { type: 'string', multiple: true }, out: { type: 'string' } },
    });
  } catch (cause) {
    throw new PreviewUsage(`${cause instanceof Error ? cause.message : cause}\n\n${usage}`, { cause });
  }
};

/** Writes the mails; gives the page that leads to them. */
export const writePreview = async ({ names, tongues, out }: PreviewOptions): Promise<string> => {
  const rows: string[] = [];
  for (const tongue of tongues) {
    const folder = join(out, tongue.locale);
    await mkdir(folder, { recursive: true });
    for (const name of names) {
      const { subject, text, html } = render(exampleOf(name), tongue, endedBy(name));
      await writeFile(join(folder, `${name}.html`), html);
      await writeFile(join(folder, `${name}.txt`), `Subject: ${subject}\n\n${text}`);
      const place = `${tongue.locale}/${name}`;
      rows.push(
        `<li><a href="${place}.html">${place}</a> (<a href="${place}.txt">text</a>): ${subject.replaceAll('<', '&lt;')}</li>`,
      );
    }
  }
  const page = join(out, 'index.html');
  await writeFile(
    page,
    `<!doctype html><meta charset="utf-8"><title>Mails</title>\n<ul>\n${rows.join('\n')}\n</ul>\n`,
  );
  return page;
};

/** News can be ended by their reader; here, as in the mails that alerts asks for. */
const endedBy = (name: TemplateName) =>
  roomOf(name) === 'news' ? 'https://forum.example/alerts/unsubscribe?token=example' : undefined;
