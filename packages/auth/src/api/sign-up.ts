import { type Cause, newId } from '@obey/choreography';
import { MailingSendEmail } from '@obey/contracts';
import type { Deps } from '../deps.js';
import { nicknameKey } from '../nicknames.js';
import { hashToken, newToken } from '../secrets.js';
import { confirmLink, readApplication } from '../sign-ups.js';
import { bodyInvalid, nicknameTaken } from './refusals.js';

interface Given {
  readonly nickname: string;
  readonly email: string;
  readonly password: string;
}

/**
 * Keeps a sign-up and mails what follows from it. Whether the address has an account shows neither in the
 * answer nor in the work done: one hash, one write, one mail, either way.
 */
export const signUp =
  ({ store, passwords, runtime, siteUrl, signUpLinkMs }: Deps) =>
  async (given: Given, cause: Cause): Promise<void> => {
    const reading = readApplication(given);
    if ('faults' in reading) return bodyInvalid(reading.faults);
    const { nickname, email, password } = reading.application;
    if (await store.users.hasNickname(nicknameKey(nickname))) return nicknameTaken(nickname);
    const passwordHash = await passwords.hash(password);
    const holder = await store.users.byEmail(email);
    const token = newToken();
    const expiresAt = new Date(Date.now() + signUpLinkMs);
    if (holder) {
      const mail = { template: 'address-taken' as const, params: { nickname: holder.nickname } };
      const message = runtime.compose(MailingSendEmail, { to: email, mail }, { cause });
      return store.signUps.insert({ _id: newId(), state: 'address-taken', expiresAt }, [message]);
    }
    const params = { nickname, link: confirmLink(siteUrl, token) };
    const mail = { template: 'confirm-sign-up' as const, params };
    const message = runtime.compose(MailingSendEmail, { to: email, mail }, { cause });
    return store.signUps.insert(
      { _id: hashToken(token), state: 'pending', userId: newId(), nickname, email, passwordHash, expiresAt },
      [message],
    );
  };
