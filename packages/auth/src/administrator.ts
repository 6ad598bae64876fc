import { newId, type Runtime } from '@obey/choreography';
import { AuthUserSignedUp } from '@obey/contracts';
import { SettingFaulty } from '@obey/service-kit';
import type { Logger } from './logger.js';
import type { Passwords } from './passwords.js';
import { administrator } from './roles.js';
import { readApplication } from './sign-ups.js';
import { isDuplicate, type Store } from './store.js';
import { newUser } from './users.js';

/** The account of the administrator cannot be made as the settings say. */
export class AdministratorFaulty extends SettingFaulty {
  readonly code = 'auth.administrator-faulty';

  constructor(why: string, options?: ErrorOptions) {
    super(`The administrator's account cannot be made: ${why}`, options);
    this.name = 'AdministratorFaulty';
  }
}

interface Deps {
  readonly store: Store;
  readonly passwords: Passwords;
  readonly runtime: Runtime;
  readonly log: Logger;
  readonly siteNames: readonly string[];
}

interface Settings {
  readonly ADMIN_EMAIL: string | undefined;
  readonly ADMIN_PASSWORD: string | undefined;
  readonly ADMIN_NICKNAME: string;
}

/**
 * Makes the administrator's account if nobody has its address. Instances may do this at once. Throws
 * `AdministratorFaulty` where the settings do not make an account.
 */
export const ensureAdministrator = async (
  { store, passwords, runtime, log, siteNames }: Deps,
  { ADMIN_EMAIL, ADMIN_PASSWORD, ADMIN_NICKNAME }: Settings,
): Promise<void> => {
  if (ADMIN_EMAIL === undefined && ADMIN_PASSWORD === undefined) return;
  if (ADMIN_EMAIL === undefined || ADMIN_PASSWORD === undefined)
    throw new AdministratorFaulty('ADMIN_EMAIL and ADMIN_PASSWORD go together; set both or neither');
  const given = { nickname: ADMIN_NICKNAME, email: ADMIN_EMAIL, password: ADMIN_PASSWORD };
  const reading = readApplication(given, siteNames);
  if ('faults' in reading) {
    const faults = reading.faults.map(
      ({ pointer, detail }) => `ADMIN_${pointer.slice(1).toUpperCase()} ${detail}`,
    );
    throw new AdministratorFaulty(faults.join('; '));
  }
  const { nickname, email, password } = reading.application;
  const present = await store.users.byEmail(email);
  if (present) {
    if (!present.roles.includes(administrator))
      log.warn({ userId: present._id }, 'the account with the address of ADMIN_EMAIL is no administrator');
    return;
  }
  const passwordHash = await passwords.hash(password);
  const user = newUser(
    { userId: newId(), nickname, email, passwordHash, roles: [administrator] },
    new Date(),
  );
  try {
    const data = { userId: user._id, nickname };
    await store.users.insert(user, [runtime.compose(AuthUserSignedUp, data)]);
    log.info({ userId: user._id }, 'the account of the administrator was made');
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause;
    if (await store.users.byEmail(email)) return;
    throw new AdministratorFaulty(`the nickname ${nickname} is taken; set ADMIN_NICKNAME to another`, {
      cause,
    });
  }
};
