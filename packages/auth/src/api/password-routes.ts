import { type Request, type Route, route } from '@obey/service-kit';
import Type from 'typebox';
import { readerOf } from '../callers.js';
import type { Deps } from '../deps.js';
import { changePage, pageHeaders, resetPage } from '../link-pages.js';
import { byLink, linkAnswers } from './by-link.js';
import { askToChangePassword, confirmPasswordChange } from './change-password.js';
import { busy, noAccount, slowDown } from './documented.js';
import { NewPassword } from './new-user.js';
import { posted } from './posted.js';
import { recoverPassword, resetPassword } from './recover-password.js';

const html = { contentType: 'text/html' };
const TokenQuery = Type.Object({ token: Type.String({ maxLength: 256 }) });

const bodyOf = ({ ctx }: Pick<Request, 'ctx'>) => ({
  req: ctx.req,
  is: (...types: string[]) => ctx.is(...types),
});

const changeRoutes = (deps: Deps): Route[] => {
  const ask = askToChangePassword(deps);
  const confirm = confirmPasswordChange(deps);
  const done = { title: 'Done', text: 'Your new password is good from now on. You can close this page.' };
  return [
    route({
      method: 'POST',
      path: '/auth/me/password',
      operation: 'changePassword',
      refuses: [noAccount, slowDown, busy, { 403: ['auth.banned', 'auth.wrong-password'] }],
      summary: 'Choose a new password',
      description: 'Mails a link that makes it good, and ends all other sessions. Until then the old one is.',
      access: 'user',
      body: Type.Object({ currentPassword: Type.String(), newPassword: NewPassword }),
      answers: { 202: Type.Object({}) },
      handle: async ({ user, body, cause, log, ctx }) => {
        await ask({ user, from: deps.clientAddress(ctx.req) }, body, cause, log);
        return { status: 202, body: {} };
      },
    }),
    route({
      method: 'GET',
      path: '/auth/me/password/confirm',
      operation: 'showPasswordChange',
      summary: 'The page behind the mailed link of a password change',
      description: 'Shows a button that posts the token. Looking at the page uses nothing up.',
      access: 'anyone',
      query: TokenQuery,
      answers: { 200: html },
      handle: ({ query }) => ({ status: 200, headers: pageHeaders, body: changePage(query.token) }),
    }),
    route({
      method: 'POST',
      path: '/auth/me/password/confirm',
      operation: 'confirmPasswordChange',
      refuses: { 410: ['auth.link-expired'] },
      summary: 'Confirm a password change',
      description: 'By the token of the mailed link, which is good once. A browser gets a page.',
      access: 'anyone',
      posted: Type.Object({ token: Type.String() }),
      answers: linkAnswers,
      handle: async (request) => {
        const { token } = await posted(bodyOf(request), ['token']);
        return byLink(request, { act: () => confirm(token, request.cause, request.log), done });
      },
    }),
  ];
};

const recoveryRoutes = (deps: Deps): Route[] => {
  const recover = recoverPassword(deps);
  const reset = resetPassword(deps);
  const done = { title: 'Done', text: 'You can close this page and sign in with your new password.' };
  return [
    route({
      method: 'POST',
      path: '/auth/password/recover',
      summary: 'Ask for a new password',
      description:
        'Mails a link to choose it with. The answer does not tell whether there is such an account.',
      access: 'anyone',
      body: Type.Object({ email: Type.String() }),
      answers: { 202: Type.Object({}) },
      refuses: slowDown,
      handle: async ({ body, cause, log, ctx }) => {
        await recover(body.email, deps.clientAddress(ctx.req), readerOf(ctx.acceptsLanguages()), cause, log);
        return { status: 202, body: {} };
      },
    }),
    route({
      method: 'GET',
      path: '/auth/password/reset',
      operation: 'showPasswordReset',
      summary: 'The page behind the mailed link of a recovery',
      description: 'Asks for the new password, and posts it with the token. Looking at it uses nothing up.',
      access: 'anyone',
      query: TokenQuery,
      answers: { 200: html },
      handle: ({ query }) => ({ status: 200, headers: pageHeaders, body: resetPage(query.token) }),
    }),
    route({
      method: 'POST',
      path: '/auth/password/reset',
      summary: 'Choose a new password by a mailed link',
      description: 'The token is good once. All sessions end. A browser gets a page.',
      access: 'anyone',
      posted: Type.Object({ token: Type.String(), newPassword: NewPassword }),
      answers: linkAnswers,
      refuses: [slowDown, busy, { 410: ['auth.link-expired'] }],
      handle: async (request) => {
        const { token, newPassword } = await posted(bodyOf(request), ['token', 'newPassword']);
        const from = deps.clientAddress(request.ctx.req);
        const act = () => reset({ token, newPassword, from }, request.cause, request.log);
        return byLink(request, { act, done, again: (fault) => resetPage(token, fault) });
      },
    }),
  ];
};

/** What auth serves to who wants another password. */
export const passwordRoutes = (deps: Deps): Route[] => [...changeRoutes(deps), ...recoveryRoutes(deps)];
