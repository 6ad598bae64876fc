import { checkVersion, type Route, route, versionTag } from '@obey/service-kit';
import type { Digests } from '../digests.js';
import { checkPreferences, Preferences, PreferencesView, shownPreferences } from '../preferences.js';
import type { PreferencesStore, Versioned } from '../store/preferences.js';

interface Deps {
  readonly preferences: PreferencesStore;
  readonly digests: Pick<Digests, 'rescheduled'>;
}

const answers = { 200: PreferencesView };

const answerOf = ({ version, preferences }: Versioned) => ({
  status: 200 as const,
  body: shownPreferences(preferences),
  headers: { ETag: versionTag(version) },
});

/** What reaches a user by which channel. */
export const preferencesRoutes = ({ preferences, digests }: Deps): Route[] => [
  route({
    method: 'GET',
    path: '/alerts/preferences',
    summary: 'By which channels alerts reach you: each kind with its own, or its defaults',
    description: 'A ban is not among the kinds: it is always told, and mailed.',
    access: 'user',
    answers,
    headers: ['ETag'],
    handle: async ({ user }) => answerOf(await preferences.find(user.id)),
  }),

  route({
    method: 'PUT',
    path: '/alerts/preferences',
    summary: 'Choose the channels of kinds, and when and in which language mails come',
    description:
      'Replaces all: a kind that is left out has its defaults again, and mails without `locale` are in the language of the forum. Holds from the next alert and the next digest on.',
    access: 'user',
    versioned: true,
    body: Preferences,
    answers,
    headers: ['ETag'],
    handle: async ({ user, body, ifMatch }) => {
      checkPreferences(body);
      const changed = await preferences.change(user.id, ({ version }) => {
        checkVersion(ifMatch, version);
        return body;
      });
      await digests.rescheduled(user.id, changed.preferences.digest);
      return answerOf(changed);
    },
  }),
];
