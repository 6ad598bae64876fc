import { Id, Time } from '@obey/contracts';
import { type Route, route } from '@obey/service-kit';
import Type from 'typebox';
import { banUser, unbanUser } from './api/ban.js';
import { confirm } from './api/confirm.js';
import { me, rename, signOut } from './api/me.js';
import { refresh } from './api/refresh.js';
import { ShownUser, shownUser } from './api/shown-user.js';
import { signIn } from './api/sign-in.js';
import { signUp } from './api/sign-up.js';
import { confirmPage, pageHeaders } from './confirm-page.js';
import type { Deps } from './deps.js';
import { jwkSetOf } from './keys.js';

const noStore = { 'Cache-Control': 'no-store' };
const html = { contentType: 'text/html' };

const Tokens = Type.Object({
  accessToken: Type.String(),
  tokenType: Type.Literal('Bearer'),
  /** Seconds. */
  expiresIn: Type.Integer(),
  refreshToken: Type.String(),
});

const publicRoutes = (deps: Deps): Route[] => {
  const begin = signUp(deps);
  const enter = signIn(deps);
  const renew = refresh(deps);
  return [
    route({
      method: 'POST',
      path: '/auth/sign-up',
      summary: 'Sign up',
      description:
        'Mails a link that confirms the address. The answer does not tell whether it has an account.',
      access: 'anyone',
      body: Type.Object({ nickname: Type.String(), email: Type.String(), password: Type.String() }),
      answers: { 202: Type.Object({}) },
      handle: async ({ body, cause }) => {
        await begin(body, cause);
        return { status: 202, body: {} };
      },
    }),
    route({
      method: 'GET',
      path: '/auth/sign-up/confirm',
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
      description:
        'Takes {"token": "…"} as JSON, or the same as a form. It is good once. A browser gets a page.',
      access: 'anyone',
      answers: { 200: html, 204: null, 409: html, 410: html },
      handle: confirm(deps),
    }),
    route({
      method: 'POST',
      path: '/auth/sign-in',
      summary: 'Sign in',
      access: 'anyone',
      body: Type.Object({ email: Type.String(), password: Type.String() }),
      answers: { 200: Type.Object({ ...Tokens.properties, user: ShownUser }) },
      handle: async ({ body, cause, log }) => ({
        status: 200,
        headers: noStore,
        body: await enter(body, cause, log),
      }),
    }),
    route({
      method: 'POST',
      path: '/auth/token',
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
      summary: 'The public keys of access tokens, as a JWK Set',
      access: 'anyone',
      answers: { 200: Type.Object({ keys: Type.Array(Type.Record(Type.String(), Type.Unknown())) }) },
      handle: () => ({
        status: 200,
        headers: { 'Cache-Control': 'public, max-age=300' },
        body: jwkSetOf(deps.keyRing),
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
      body: Type.Object({ nickname: Type.String() }),
      answers: { 200: ShownUser },
      handle: async ({ user, body, cause }) => ({
        status: 200,
        headers: noStore,
        body: shownUser(await change(user.id, body.nickname, cause), new Date()),
      }),
    }),
  ];
};

const banRoutes = (deps: Deps): Route[] => {
  const ban = banUser(deps);
  const unban = unbanUser(deps);
  const access = { permission: 'users.ban' };
  const params = Type.Object({ id: Id });
  return [
    route({
      method: 'PUT',
      path: '/auth/users/:id/ban',
      summary: 'Ban a user',
      description: 'For good, or until a time. Only users of a lower rank than one’s own can be banned.',
      access,
      params,
      body: Type.Object({
        reason: Type.String({ minLength: 1, maxLength: 500 }),
        until: Type.Optional(Time),
      }),
      answers: { 204: null },
      handle: async ({ user, params, body, cause }) => {
        await ban(user.id, params.id, body, cause);
        return { status: 204 };
      },
    }),
    route({
      method: 'DELETE',
      path: '/auth/users/:id/ban',
      summary: 'Lift a ban',
      access,
      params,
      answers: { 204: null },
      handle: async ({ user, params, cause }) => {
        await unban(user.id, params.id, cause);
        return { status: 204 };
      },
    }),
  ];
};

/** What auth serves. */
export const routes = (deps: Deps): Route[] => [
  ...publicRoutes(deps),
  ...ownRoutes(deps),
  ...banRoutes(deps),
];
