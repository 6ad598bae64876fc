import type { IncomingMessage } from 'node:http';
import { type Request, type Route, refuse, route } from '@obey/service-kit';
import Type from 'typebox';
import { without } from '../preferences.js';
import type { PreferencesStore } from '../store/preferences.js';
import type { Ending, UnsubscribeLinks } from '../unsubscribe-links.js';
import { askingPage, endedPage } from '../unsubscribe-page.js';
import { type Language, languages } from '../unsubscribe-words.js';

interface Deps {
  readonly preferences: Pick<PreferencesStore, 'change'>;
  readonly links: UnsubscribeLinks;
}

const path = '/alerts/unsubscribe';
// Open: what services that count clicks add to a link (utm_source) must not keep anybody from ending mails.
const query = Type.Object({ token: Type.String({ maxLength: 1_000 }) }, { additionalProperties: true });
const answers = { 200: { contentType: 'text/html' } };
const longestForm = 4_096;

type Context = Request['ctx'];

/** The links of mails: GET shows what they would end, and POST (RFC 8058) ends it, without a sign-in. */
export const unsubscribeRoutes = ({ preferences, links }: Deps): Route[] => {
  const read = (token: string): Ending => {
    const ending = links.read(token);
    if (ending !== undefined) return ending;
    const detail = 'The link is not whole, or not one of ours; take it from the mail again';
    return refuse('malformed', 'alerts.unsubscribe-link-invalid', detail);
  };

  return [
    route({
      method: 'GET',
      path,
      summary: 'What the link of a mail would end, as a page with a button',
      description: 'Changes nothing, however often it is fetched.',
      access: 'anyone',
      query,
      answers,
      refuses: { 400: ['alerts.unsubscribe-link-invalid'] },
      handle: ({ query: { token }, ctx }) => {
        const ending = read(token);
        const all: Ending = { ...ending, kind: 'all' };
        const offered = ending.kind === 'all' ? [all] : [ending, all];
        const doors = offered.map((one) => ({ ending: one, token: links.tokenOf(one) }));
        return { status: 200, ...askingPage(doors, languageFor(ctx)) };
      },
    }),

    route({
      method: 'POST',
      path,
      summary: 'End the mails that the link names (RFC 8058)',
      description:
        'The body is the form `List-Unsubscribe=One-Click`, as application/x-www-form-urlencoded or multipart/form-data. Doing it again changes nothing.',
      access: 'anyone',
      query,
      answers,
      refuses: {
        400: ['alerts.unsubscribe-link-invalid', 'alerts.not-one-click', 'request.malformed'],
        413: ['request.too-large'],
        415: ['request.unsupported-media-type'],
      },
      handle: async ({ query: { token }, ctx }) => {
        const ending = read(token);
        const given = (await formOf(ctx.req)).get('List-Unsubscribe');
        // A line break behind the form is no other answer.
        if (typeof given !== 'string' || given.trim() !== 'One-Click')
          return refuse(
            'malformed',
            'alerts.not-one-click',
            'Send the form List-Unsubscribe=One-Click (RFC 8058)',
          );
        await preferences.change(ending.userId, (now) =>
          without(now.preferences, ending.channel, ending.kind),
        );
        return { status: 200, ...endedPage(ending, languageFor(ctx)) };
      },
    }),
  ];
};

/** The best of the languages that the browser asks for (Accept-Language); English, where it is none of them. */
const languageFor = (ctx: Context): Language => {
  const best = ctx.acceptsLanguages(...languages);
  return languages.find((one) => one === best) ?? 'en';
};

/** The form in the body of a request, of either type that RFC 8058 allows. Throws a `Refusal`. */
const formOf = async (req: IncomingMessage): Promise<FormData> => {
  const type = req.headers['content-type'] ?? '';
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type))
    return refuse('unsupported-media-type', 'request.unsupported-media-type', 'Send a form');
  const pieces: Buffer[] = [];
  let size = 0;
  // Refusing must not destroy the request, or its answer would go with it.
  for await (const piece of req.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(piece);
    size += bytes.length;
    if (size > longestForm)
      return refuse('too-large', 'request.too-large', `The form is longer than ${longestForm} bytes`);
    pieces.push(bytes);
  }
  try {
    return await new Response(Buffer.concat(pieces), { headers: { 'Content-Type': type } }).formData();
  } catch (cause) {
    return refuse('malformed', 'request.malformed', 'The body is not the form that its type says', { cause });
  }
};
