import { until } from '@obey/test-servers';
import { call, type Forum, mailedToken, textAt } from './forum.js';

export const newPassword = 'battery staple';

export const enter = (url: string, email: string, password: string) =>
  call('POST', `${url}/auth/sign-in`, { body: { email, password } });

export const refresh = (url: string, refreshToken: string) =>
  call('POST', `${url}/auth/token`, { body: { refreshToken } });

/** The templates of the mails to an address, as soon as there are so many. */
export const mailed = (forum: Forum, email: string, count: number) =>
  until(`${count} mails to ${email}`, async () => {
    const mails = await forum.mailsTo(email);
    return mails.length >= count && mails.map(({ data }) => textAt(data, 'mail', 'template'));
  });

/** What auth has said of a user, of one type, as soon as it is so much. */
export const toldOf = (forum: Forum, userId: string, type: string, count = 1) =>
  until(
    `${type} is told`,
    async () => {
      const told = (await forum.said(type)).filter(({ subject }) => subject === userId);
      return told.length >= count && told;
    },
    60_000,
  );

/** Asks for a link, and gives its token: the newest of so many mails. */
export const recovered = async (forum: Forum, url: string, email: string, mails: number) => {
  await call('POST', `${url}/auth/password/recover`, { body: { email } });
  return mailedToken(forum, email, mails);
};

export const reset = (url: string, token: string, password = newPassword) =>
  call('POST', `${url}/auth/password/reset`, { body: { token, newPassword: password } });
