import { randomBytes } from 'node:crypto';
import { type ClientOptions, createClient, dataOf, type ForumClient, isProblem } from '@obey/client';
import { waitFor } from '../wait.js';
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

/** A forum as nobody in particular sees it. Every call outlives the restart of any service. */
export const visit = (url: string, options: Partial<ClientOptions> = {}): ForumClient =>
  createClient({ baseUrl: url, retry: { withinMs: 60_000, everything: true }, ...options });

export const signUp = async (forum: ForumClient, { nickname, email, password }: Person) => {
  await forum.auth.signUp({ body: { nickname, email, password } });
};

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
export const confirm = async (forum: ForumClient, link: string) => {
  const token = new URL(link).searchParams.get('token') ?? '';
  const page = forum.http.GET('/auth/sign-up/confirm', { params: { query: { token } }, parseAs: 'text' });
  if (!(await dataOf(page)).includes('<form'))
    throw new Error(`GET ${new URL(link).pathname} should be a page with a form to confirm.`);
  await forum.auth.confirmSignUp({ body: { token } }).catch((error: unknown) => {
    // Sent again after a lost answer, the link may have been used by the first one: signing in will show.
    if (!isProblem(error) || error.status !== 410) throw error;
  });
};

export interface SignedIn {
  /** The forum as this user sees it. */
  readonly forum: ForumClient;
  readonly userId: string;
}

/** Signs in. The session renews itself by its refresh token, or, if that is void, by signing in again. */
export const signIn = async (
  url: string,
  { email, password }: Credentials,
  { correlationId, ...options }: Partial<ClientOptions> & { readonly correlationId: string },
): Promise<SignedIn> => {
  const again = visit(url, options);
  const forum = visit(url, {
    ...options,
    onExpired: async () => {
      await again.signIn({ email, password });
      return again.session();
    },
  });
  const { id } = await forum.correlated(correlationId).signIn({ email, password });
  return { forum, userId: id };
};
