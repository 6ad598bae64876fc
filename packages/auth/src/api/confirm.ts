import { Refusal, type Request } from '@obey/service-kit';
import { messagePage, pageHeaders } from '../confirm-page.js';
import type { Deps } from '../deps.js';
import { confirmSignUp } from './confirm-sign-up.js';
import { postedToken } from './posted-token.js';

/** Confirms a sign-up: for a browser with a page, for whoever takes JSON without a word. */
export const confirm = (deps: Deps) => {
  const confirmed = confirmSignUp(deps);

  return async ({ cause, ctx, log }: Request) => {
    const token = await postedToken({ req: ctx.req, is: (...types) => ctx.is(...types) });
    const wantsPage = ctx.accepts('json', 'html') === 'html';
    try {
      await confirmed(token, cause);
    } catch (error) {
      if (!wantsPage || !(error instanceof Refusal)) throw error;
      if (error.kind !== 'gone' && error.kind !== 'conflict') throw error;
      log.info({ code: error.code }, 'sign-up not confirmed');
      const status = error.kind === 'gone' ? (410 as const) : (409 as const);
      return { status, headers: pageHeaders, body: messagePage('This did not work', error.message) };
    }
    if (!wantsPage) return { status: 204 as const };
    const text = 'Your account is ready. You can close this page and sign in.';
    return { status: 200 as const, headers: pageHeaders, body: messagePage('Welcome', text) };
  };
};
