import { isEmail, normaliseEmail } from './emails.js';
import { type NicknameReading, readNickname } from './nicknames.js';
import { passwordFault } from './password-rules.js';

/** Somebody who wants an account, until the mailed link confirms the address. */
export interface PendingSignUp {
  /** The hash of the token in the link. */
  readonly _id: string;
  readonly state: 'pending';
  /** The id that the user will have, so that a confirmation done twice makes one user. */
  readonly userId: string;
  readonly nickname: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly expiresAt: Date;
}

/** A sign-up with an address that has an account: it only carries the mail that tells the holder. */
export interface VainSignUp {
  readonly _id: string;
  readonly state: 'address-taken';
  readonly expiresAt: Date;
}

export type SignUp = PendingSignUp | VainSignUp;

interface Application {
  readonly nickname: string;
  readonly email: string;
  readonly password: string;
}

export interface ApplicationFault {
  readonly pointer: '/nickname' | '/email' | '/password';
  readonly detail: string;
}

export type ApplicationReading =
  | { readonly application: Application }
  | { readonly faults: ApplicationFault[] };

/** What somebody gives to sign up at this site, normalised; or all that is wrong with it. */
export const readApplication = (given: Application, siteNames: readonly string[]): ApplicationReading => {
  const faults: ApplicationFault[] = [];
  const reading: NicknameReading = readNickname(given.nickname);
  if ('fault' in reading) faults.push({ pointer: '/nickname', detail: reading.fault });
  const email = normaliseEmail(given.email);
  if (!isEmail(email)) faults.push({ pointer: '/email', detail: 'must be an e-mail address' });
  const fault = passwordFault(given.password, { nickname: given.nickname, email, siteNames });
  if (fault !== undefined) faults.push({ pointer: '/password', detail: fault });
  if ('fault' in reading || faults.length > 0) return { faults };
  return { application: { nickname: reading.nickname, email, password: given.password } };
};

/** Where the mailed link leads; its page shows a button, and only that uses the token. */
export const confirmLink = (siteUrl: string, token: string): string =>
  `${siteUrl}/auth/sign-up/confirm?token=${encodeURIComponent(token)}`;
