import type { Connection } from '@obey/choreography/inspection';
import type { Found } from '../streams/find.js';

/** What one look has found. `unknown` is what cannot be seen from here. */
export interface Finding {
  readonly what: string;
  readonly state: 'good' | 'bad' | 'unknown';
  readonly found: string;
  /** The command that mends it, or shows more. */
  readonly mend?: string;
}

export interface Patient {
  readonly redis: Connection;
  readonly streams: readonly Found[];
  readonly now: () => Date;
}

export type Look = (patient: Patient) => Promise<readonly Finding[]>;

export const good = (what: string, found: string): Finding => ({ what, state: 'good', found });
export const bad = (what: string, found: string, mend: string): Finding => ({
  what,
  state: 'bad',
  found,
  mend,
});
export const unknown = (what: string, found: string, mend?: string): Finding => ({
  what,
  state: 'unknown',
  found,
  ...(mend !== undefined && { mend }),
});

/** The first few, and how many more there are. */
export const some = (all: readonly string[], most = 5): string =>
  all.length > most ? `${all.slice(0, most).join(', ')} and ${all.length - most} more` : all.join(', ');
