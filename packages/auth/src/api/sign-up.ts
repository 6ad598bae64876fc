import { type Cause, newId } from '@obey/choreography';
import { MailingSendEmail } from '@obey/contracts';
import type { Reader } from '../callers.js';
import type { Deps } from '../deps.js';
import type { Logger } from '../logger.js';
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
 * answer nor in the work done: one hash, one write, one mail, either way. Many from one place, or for one address,
 * are slowed down: nobody may fill another's mailbox, or keep auth hashing.
 */
export const signUp = (deps: Deps) => {
  const keep = keepSignUp(deps);
  return async (given: Given, from: string, reader: Reader, cause: Cause, log: Logger): Promise<void> => {
    const reading = readApplication(given, deps.siteNames);
    if ('faults' in reading) return bodyInvalid(reading.faults);
    const { nickname, email } = reading.application;
    if (await deps.store.users.hasNickname(nickname)) return nicknameTaken(nickname);
    const attempt = await deps.delays.signUp.attempt(email, from, log);
    try {
      await keep(reading.application, reader, cause);
    } catch (error) {
      await attempt.voided().catch((failed: unknown) => log.warn({ err: failed }, 'attempt not taken back'));
      throw error;
    }
    log.info('sign-up asked for');
  };
};

const keepSignUp =
  ({ store, passwords, runtime, siteUrl, signUpLinkMs }: Deps) =>
  async ({ nickname, email, password }: Given, reader: Reader, cause: Cause): Promise<void> => {
    const passwordHash = await passwords.hash(password);
    const holder = await store.users.byEmail(email);
    const token = newToken();
    const expiresAt = new Date(Date.now() + signUpLinkMs);
    if (holder) {
      const mail = { template: 'address-taken' as const, params: { nickname: holder.nickname } };
      const message = runtime.compose(MailingSendEmail, { to: email, mail, ...reader }, { cause });
      return store.signUps.insert({ _id: newId(), state: 'address-taken', expiresAt }, [message]);
    }
    const params = { nickname, link: confirmLink(siteUrl, token) };
    const mail = { template: 'confirm-sign-up' as const, params };
    const message = runtime.compose(MailingSendEmail, { to: email, mail, ...reader }, { cause });
    return store.signUps.insert(
      { _id: hashToken(token), state: 'pending', userId: newId(), nickname, email, passwordHash, expiresAt },
      [message],
    );
  };
