import type { Context, Message } from '@obey/choreography';
import type { MailingSendEmail } from '@obey/contracts';
import type { Static } from 'typebox';

export type Command = Message<Static<(typeof MailingSendEmail)['data']>>;

/** How commands are paced. Times in ms. */
export interface Paces {
  readonly lifeMs: number;
  readonly firstPauseMs: number;
  readonly mostPauseMs: number;
}

/** What of a command stays the same however often it is put off. */
export interface Life {
  /** The mail is known by the command that first asked for it. */
  readonly commandId: string;
  /**
   * When the first of them came to stand on its stream: not when it was composed, since it may have been kept until its
   * time.
   */
  readonly firstGivenAt: Date;
  readonly expiresAt: number;
  /** How often the mail server was tried in vain. */
  readonly failures: number;
}

/** The life of a command that stands at this place on its stream, which begins with its time. */
export const lifeOf = (
  { id, data: { putOff, expiresAt } }: Command,
  { sequence }: Pick<Context, 'sequence'>,
  { lifeMs }: Paces,
): Life => {
  const givenAt = Number.parseInt(sequence, 10);
  const ends = givenAt + (putOff?.lifeMs ?? lifeMs);
  return {
    commandId: putOff?.commandId ?? id,
    firstGivenAt: new Date(putOff?.givenAt ?? givenAt),
    expiresAt: expiresAt === undefined ? ends : Math.min(ends, Date.parse(expiresAt)),
    failures: putOff?.failures ?? 0,
  };
};

/**
 * When a command that failed now is due again. Each pause is twice the one before, of which a random half to whole is
 * taken, so that what failed together does not come back together; the last try is near the end of its life. Undefined
 * where none is left. If `unsure`, each try may have been taken, and be a copy: pauses grow fourfold, without a bound, so
 * that there are nine tries in a day at the most.
 */
export const dueAfterFailure = (
  { failures, expiresAt }: Life,
  { firstPauseMs, mostPauseMs }: Paces,
  now: number,
  unsure = false,
  random = Math.random(),
): number | undefined => {
  const shortest = Math.min(firstPauseMs, mostPauseMs) / 2;
  const grown = firstPauseMs * (unsure ? 4 : 2) ** Math.min(failures, 20);
  const pauseMs = (unsure ? grown : Math.min(mostPauseMs, grown)) * (0.5 + random / 2);
  const due = Math.min(now + pauseMs, expiresAt - shortest);
  return due < now + shortest ? undefined : due;
};
