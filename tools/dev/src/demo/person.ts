import { randomBytes } from 'node:crypto';
import { isRecord } from '../log-line.js';
import { waitFor } from '../wait.js';
import { type ForumClient, Problem, type Session } from './forum-client.js';
import type { MailReader } from './mail-reader.js';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Somebody who uses the forum. */
export interface Person extends Credentials {
  readonly nickname: string;
}

/** A person that nobody has met before. */
export const makePerson = (name: string): Person => {
  const suffix = randomBytes(4).toString('hex');
  return {
    nickname: `${name}-${suffix}`,
    email: `${name}-${suffix}@people.example`.toLowerCase(),
    password: randomBytes(12).toString('base64url'),
  };
};

export const signUp = async (
  client: ForumClient,
  { nickname, email, password }: Person,
  correlationId: string,
) => {
  const body = { nickname, email, password };
  await client.call({ method: 'POST', path: '/auth/sign-up', body, correlationId });
};

const confirmPath = '/auth/sign-up/confirm';

/** The path of the link that confirms a sign-up, from the text of the newest mail that has one. */
export const confirmationLink = (mails: MailReader, email: string): Promise<string> =>
  waitFor(
    `the mail with the confirmation link for ${email}`,
    async () => {
      const texts = (await mails.to(email)).map(({ text }) => text);
      return texts.flatMap((text) => text.match(/https?:\/\/\S+\/auth\/sign-up\/confirm\?\S+/) ?? [])[0];
    },
    { withinMs: 60_000 },
  );

/** Opens the mailed link and presses its button. */
export const confirm = async (client: ForumClient, link: string, correlationId: string) => {
  const { pathname, search, searchParams } = new URL(link);
  const page = await client.call({ method: 'GET', path: `${pathname}${search}`, correlationId });
  if (typeof page.body !== 'string' || !page.body.includes('<form'))
    throw new Error(`GET ${pathname} should be a page with a form to confirm.`);
  const body = { token: searchParams.get('token') };
  await client.call({ method: 'POST', path: confirmPath, body, correlationId }).catch((error: unknown) => {
    // Sent again after a lost answer, the link may have been used by the first one: signing in will show.
    const isRepeated = error instanceof Problem && error.answer.attempts > 1 && error.answer.status === 410;
    if (!isRepeated) throw error;
  });
};

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

export interface SignedIn extends Session {
  readonly userId: string;
}

/** Signs in. The session renews itself by its refresh token, or, if that is void, by signing in again. */
export const signIn = async (
  client: ForumClient,
  { email, password }: Credentials,
  correlationId: string,
): Promise<SignedIn> => {
  const post = async (path: string, body: unknown, id: string) =>
    (await client.call({ method: 'POST', path, body, correlationId: id })).body;
  const begin = (id: string) => post('/auth/sign-in', { email, password }, id);
  const signedIn = await begin(correlationId);
  let tokens = parseTokens(signedIn);
  return {
    userId: parseUserId(signedIn),
    accessToken: () => tokens.accessToken,
    async refresh(id) {
      const renewed = await post('/auth/token', { refreshToken: tokens.refreshToken }, id).catch(
        (error: unknown) => {
          if (error instanceof Problem && error.answer.status === 401) return begin(id);
          throw error;
        },
      );
      tokens = parseTokens(renewed);
    },
  };
};

const parseTokens = (body: unknown): Tokens => {
  const { accessToken, refreshToken } = isRecord(body) ? body : {};
  if (typeof accessToken !== 'string' || typeof refreshToken !== 'string')
    throw new Error('The answer of auth has no tokens.');
  return { accessToken, refreshToken };
};

const parseUserId = (body: unknown): string => {
  const user = isRecord(body) && isRecord(body.user) ? body.user : {};
  if (typeof user.id !== 'string') throw new Error('The answer of sign-in has no user.');
  return user.id;
};
