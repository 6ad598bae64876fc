import type { Request } from '@obey/service-kit';
import type { Deps } from '../deps.js';
import { byLink } from './by-link.js';
import { confirmSignUp } from './confirm-sign-up.js';
import { posted } from './posted.js';

const done = { title: 'Welcome', text: 'Your account is ready. You can close this page and sign in.' };

/** Confirms a sign-up: for a browser with a page, for whoever takes JSON without a word. */
export const confirm = (deps: Deps) => {
  const confirmed = confirmSignUp(deps);
  return async (request: Request) => {
    const { ctx, cause } = request;
    const { token } = await posted({ req: ctx.req, is: (...types) => ctx.is(...types) }, ['token']);
    return byLink(request, { act: () => confirmed(token, cause), done });
  };
};
