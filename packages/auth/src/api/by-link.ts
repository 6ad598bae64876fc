import { Refusal, type Request } from '@obey/service-kit';
import { messagePage, pageHeaders } from '../link-pages.js';

const html = { contentType: 'text/html' };

/** What a route answers that uses the token of a mailed link: a browser gets pages, others a 204 or a problem. */
export const linkAnswers = { 200: html, 204: null, 409: html, 410: html, 422: html } as const;

interface Use {
  readonly act: () => Promise<void>;
  readonly done: { readonly title: string; readonly text: string };
  /** The form once more, with what was wrong with it; absent where there is nothing to fill in. */
  readonly again?: (fault: string) => string;
}

/** Uses a link, and says how it went to whoever asked: with a page, or without a word. */
export const byLink = async ({ ctx, log }: Pick<Request, 'ctx' | 'log'>, { act, done, again }: Use) => {
  const wantsPage = ctx.accepts('json', 'html') === 'html';
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    log.info({ code: error.code }, 'link not used');
    if (!wantsPage) throw error;
    const body = messagePage('This did not work', error.message);
    const page = { headers: pageHeaders, body };
    if (error.kind === 'gone') return { status: 410 as const, ...page };
    if (error.kind === 'conflict') return { status: 409 as const, ...page };
    const [fault] = error.extra.errors ?? [];
    if (error.kind !== 'invalid' || !fault || !again) throw error;
    return { status: 422 as const, headers: pageHeaders, body: again(fault.detail) };
  }
  if (!wantsPage) return { status: 204 as const };
  return { status: 200 as const, headers: pageHeaders, body: messagePage(done.title, done.text) };
};
