import type { Deps } from '../deps.js';
import type { Logger } from '../logger.js';
import type { User } from '../users.js';

interface Claim {
  /** Normalised; what attempts are counted by, whether it has an account or not. */
  readonly email: string;
  readonly password: string;
  /** The address of the client. */
  readonly from: string;
  readonly find: () => Promise<User | null>;
}

/**
 * Whether the password is that of the user, if there is one; at the same cost either way, and slowed down where
 * many were wrong. An attempt that an outage cut short is not held against anybody.
 */
export const verifyPassword =
  ({ passwords, delays }: Pick<Deps, 'passwords' | 'delays'>) =>
  async (
    { email, password, from, find }: Claim,
    log: Logger,
  ): Promise<{ user: User | null; right: boolean }> => {
    const attempt = await delays.signIn.attempt(email, from, log);
    try {
      const user = await find();
      const right = await passwords.verify(user?.passwordHash, password);
      if (right) await attempt.succeeded();
      return { user, right };
    } catch (error) {
      await attempt.voided().catch((failed: unknown) => log.warn({ err: failed }, 'attempt not taken back'));
      throw error;
    }
  };
