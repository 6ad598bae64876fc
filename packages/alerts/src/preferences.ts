import { AlertKind, Locale } from '@obey/contracts';
import { type FieldFault, refuse } from '@obey/service-kit';
import Type, { type Static } from 'typebox';
import { isTimeZone } from './digest-time.js';

/** By what an alert of some kind reaches its user. */
export const Channels = Type.Object({
  inApp: Type.Boolean({ description: 'Raised at all: listed, counted and pushed' }),
  email: Type.Boolean({ description: 'A mail at once; needs inApp' }),
  digest: Type.Boolean({ description: 'In the daily digest, where it is unread by then; needs inApp' }),
});
export type Channels = Static<typeof Channels>;

/**
 * The kinds whose channels a user chooses: all but a ban. That is told and mailed whatever is preferred, since who is
 * banned cannot come and read of it.
 */
const Kinds = Type.Record(Type.Exclude(AlertKind, Type.Literal('banned')), Channels);
type Kinds = Static<typeof Kinds>;
export type ChosenKind = keyof Kinds;

const rest = {
  digest: Type.Object({
    hour: Type.Integer({ minimum: 0, maximum: 23, description: 'Of the day, in the time zone' }),
    timeZone: Type.String({ maxLength: 64, description: 'By its IANA name, like Europe/Berlin' }),
  }),
  locale: Type.Optional(Locale),
};

/** What a user has chosen; a kind that is absent has its default. */
export const Preferences = Type.Object({ kinds: Type.Partial(Kinds), ...rest });
export type Preferences = Static<typeof Preferences>;

/** The same as it is shown: with the defaults. */
export const PreferencesView = Type.Object({ kinds: Kinds, ...rest });

const listed: Channels = { inApp: true, email: false, digest: false };
const mailed: Channels = { ...listed, email: true };

// What many may cause (news of a thread) is mailed to nobody who has not asked for it.
const defaults: Readonly<Kinds> = {
  'thread-replied': listed,
  'post-replied': mailed,
  mentioned: mailed,
  'thread-locked': mailed,
  'thread-unlocked': listed,
  'thread-moved': listed,
  'thread-renamed': listed,
  'thread-deleted': listed,
  'thread-restored': listed,
  'post-deleted': listed,
  'post-restored': listed,
  unbanned: mailed,
  muted: mailed,
  unmuted: listed,
};

/** The preferences of who has chosen nothing. */
export const noPreferences: Preferences = { kinds: {}, digest: { hour: 8, timeZone: 'UTC' } };

export const channelsOf = ({ kinds }: Preferences, kind: AlertKind): Channels =>
  kind === 'banned' ? mailed : (kinds[kind] ?? defaults[kind]);

export const shownPreferences = (preferences: Preferences): Static<typeof PreferencesView> => ({
  ...preferences,
  kinds: { ...defaults, ...preferences.kinds },
});

export const chosenKinds: readonly ChosenKind[] = Object.keys(defaults).filter(
  (kind): kind is ChosenKind => kind in defaults,
);

/** The same without this channel for this kind, or for all of them; the very same where that changes nothing. */
export const without = (
  preferences: Preferences,
  channel: 'email' | 'digest',
  kind: ChosenKind | 'all',
): Preferences => {
  const named = kind === 'all' ? chosenKinds : [kind];
  const ending = named.filter((one) => channelsOf(preferences, one)[channel]);
  if (ending.length === 0) return preferences;
  const kinds = ending.map((one) => [one, { ...channelsOf(preferences, one), [channel]: false }] as const);
  return { ...preferences, kinds: { ...preferences.kinds, ...Object.fromEntries(kinds) } };
};

/** Refuses what its schema cannot tell is wrong, all faults together. */
export const checkPreferences = ({ kinds, digest, locale }: Preferences): void => {
  const errors: FieldFault[] = Object.entries(kinds)
    .filter(([, channels]) => !channels.inApp && (channels.email || channels.digest))
    .map(([kind]) =>
      fault(`/kinds/${kind}/inApp`, 'must be true where email or digest is: what is mailed is listed'),
    );
  if (!isTimeZone(digest.timeZone))
    errors.push(fault('/digest/timeZone', 'must be the IANA name of a time zone, like Europe/Berlin'));
  if (locale !== undefined && !isLocale(locale))
    errors.push(fault('/locale', 'must be a language tag of BCP 47, like de or de-AT'));
  if (errors.length > 0)
    refuse('invalid', 'request.invalid', 'The preferences do not fit; see errors for each bad field', {
      errors,
    });
};

const fault = (pointer: string, detail: string): FieldFault => ({ in: 'body', pointer, detail });

const isLocale = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
};
