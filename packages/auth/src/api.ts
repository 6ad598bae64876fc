import { type Request, type Route, route } from '@obey/service-kit';
import Type from 'typebox';
import { banRoutes } from './api/ban-routes.js';
import { linkAnswers } from './api/by-link.js';
import { confirm } from './api/confirm.js';
import { busy, noAccount, slowDown } from './api/documented.js';
import { me, rename, signOut } from './api/me.js';
import { Credentials, NewUser, Nickname } from './api/new-user.js';
import { passwordRoutes } from './api/password-routes.js';
import { refresh } from './api/refresh.js';
import { rightsRoutes } from './api/rights-routes.js';
import { rolesRoutes } from './api/roles-routes.js';
import { sessionRoutes } from './api/session-routes.js';
import { ShownUser, shownUser } from './api/shown-user.js';
import { signIn } from './api/sign-in.js';
import { signUp } from './api/sign-up.js';
import { usersRoutes } from './api/users-routes.js';
import { type Caller, clientDescription, readerOf } from './callers.js';
import type { Deps } from './deps.js';
import { confirmPage, pageHeaders } from './link-pages.js';

const noStore = { 'Cache-Control': 'no-store' };
const html = { contentType: 'text/html' };

const Tokens = Type.Object(
  {
    accessToken: Type.String({ description: 'Sent as `Authorization: Bearer …`' }),
    tokenType: Type.Literal('Bearer'),
    expiresIn: Type.Integer({ description: 'Seconds that the access token lives' }),
    refreshToken: Type.String({ description: 'Good for one exchange (`POST /auth/token`)' }),
  },
  { title: 'Tokens' },
);

const publicRoutes = (deps: Deps): Route[] => {
  const begin = signUp(deps);
  const enter = signIn(deps);
  const renew = refresh(deps);
  const callerOf = (ctx: Request['ctx']): Caller => ({
    address: deps.clientAddress(ctx.req),
    client: clientDescription(ctx.get('User-Agent')),
  });
  return [
    route({
      method: 'POST',
      path: '/auth/sign-up',
      summary: 'Sign up',
      description:
        'Mails a link that confirms the address. The answer does not tell whether it has an account.',
      access: 'anyone',
      body: NewUser,
      answers: { 202: Type.Object({}) },
      refuses: [slowDown, { 409: ['auth.nickname-taken'] }],
      handle: async ({ body, cause, log, ctx }) => {
        await begin(body, deps.clientAddress(ctx.req), readerOf(ctx.acceptsLanguages()), cause, log);
        return { status: 202, body: {} };
      },
    }),
    route({
      method: 'GET',
      path: '/auth/sign-up/confirm',
      operation: 'showSignUpConfirmation',
      summary: 'The page behind the mailed link',
      description: 'Shows a button that posts the token. Looking at the page uses nothing up.',
      access: 'anyone',
      query: Type.Object({ token: Type.String({ maxLength: 256 }) }),
      answers: { 200: html },
      handle: ({ query }) => ({ status: 200, headers: pageHeaders, body: confirmPage(query.token) }),
    }),
    route({
      method: 'POST',
      path: '/auth/sign-up/confirm',
      summary: 'Confirm a sign-up',
      description: 'By the token of the mailed link, which is good once. A browser gets a page.',
      access: 'anyone',
      posted: Type.Object({ token: Type.String() }),
      answers: linkAnswers,
      refuses: { 409: ['auth.nickname-taken', 'auth.address-taken'], 410: ['auth.link-expired'] },
      handle: confirm(deps),
    }),
    route({
      method: 'POST',
      path: '/auth/sign-in',
      summary: 'Sign in',
      access: 'anyone',
      body: Credentials,
      answers: { 200: Type.Object({ ...Tokens.properties, user: ShownUser }) },
      refuses: [slowDown, busy, { 401: ['auth.wrong-credentials'], 403: ['auth.banned'] }],
      handle: async ({ body, cause, log, ctx }) => ({
        status: 200,
        headers: noStore,
        body: await enter(body, callerOf(ctx), cause, log),
      }),
    }),
    route({
      method: 'POST',
      path: '/auth/token',
      operation: 'refresh',
      refuses: { 401: ['auth.refresh-token-invalid'], 403: ['auth.banned'] },
      summary: 'Exchange a refresh token',
      description:
        'Gives a new access token and a new refresh token. A refresh token that was replaced earlier ends its ' +
        'session; only the one just replaced gives the same successor for a short while.',
      access: 'anyone',
      body: Type.Object({ refreshToken: Type.String() }),
      answers: { 200: Tokens },
      handle: async ({ body, cause, log }) => ({
        status: 200,
        headers: noStore,
        body: await renew(body.refreshToken, cause, log),
      }),
    }),
    route({
      method: 'GET',
      path: '/auth/.well-known/jwks.json',
      operation: 'getKeys',
      summary: 'The public keys of access tokens, as a JWK Set',
      access: 'anyone',
      answers: { 200: Type.Object({ keys: Type.Array(Type.Record(Type.String(), Type.Unknown())) }) },
      handle: async () => ({
        status: 200,
        headers: { 'Cache-Control': 'public, max-age=60' },
        body: await deps.signingKeys.published(),
      }),
    }),
  ];
};

const ownRoutes = (deps: Deps): Route[] => {
  const current = me(deps);
  const change = rename(deps);
  const leave = signOut(deps);
  return [
    route({
      method: 'POST',
      path: '/auth/sign-out',
      summary: 'End this session',
      access: 'user',
      answers: { 204: null },
      handle: async ({ user, cause }) => {
        await leave(user.id, user.sessionId, cause);
        return { status: 204 };
      },
    }),
    route({
      method: 'GET',
      path: '/auth/me',
      summary: 'Who I am',
      access: 'user',
      answers: { 200: ShownUser },
      refuses: noAccount,
      handle: async ({ user }) => ({
        status: 200,
        headers: noStore,
        body: shownUser(await current(user.id), new Date()),
      }),
    }),
    route({
      method: 'PATCH',
      path: '/auth/me',
      summary: 'Change my nickname',
      access: 'user',
      body: Type.Object({ nickname: Nickname }, { examples: [{ nickname: 'Ann' }] }),
      answers: { 200: ShownUser },
      refuses: [noAccount, { 409: ['auth.nickname-taken'] }],
      handle: async ({ user, body, cause }) => ({
        status: 200,
        headers: noStore,
        body: shownUser(await change(user.id, body.nickname, cause), new Date()),
      }),
    }),
  ];
};

/** What auth serves. */
export const routes = (deps: Deps): Route[] => [
  ...publicRoutes(deps),
  ...ownRoutes(deps),
  ...sessionRoutes(deps),
  ...passwordRoutes(deps),
  ...banRoutes(deps),
  ...rightsRoutes(deps),
  ...rolesRoutes(deps),
  ...usersRoutes(deps),
];
