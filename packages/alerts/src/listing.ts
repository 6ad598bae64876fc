import type { Person } from '@obey/contracts';
import type { Searched } from '@obey/service-kit';
import type { Alert, Place } from './alert.js';
import type { Shown } from './shown.js';
import type { Store, Stretch } from './store.js';

interface Deps {
  readonly store: { readonly alerts: Pick<Store['alerts'], 'list'> };
  readonly shown: Shown;
}

/** Alerts looked at for one page. */
const most = 500;

/** Those alerts in a stretch that the person may see, until there are enough, or enough were looked at. */
export const searchShown = async (
  { store, shown }: Deps,
  person: Person,
  stretch: Stretch,
): Promise<Searched<Alert>> => {
  const items: Alert[] = [];
  let from: Place | undefined = stretch.from;
  for (let looked = 0; looked < most; ) {
    const limit = stretch.limit - items.length;
    const found = await store.alerts.list(person.userId, { ...stretch, from, limit });
    items.push(...(await shown(person, found)));
    if (found.length < limit || items.length === stretch.limit) return { items };
    looked += found.length;
    from = found.at(-1);
  }
  return { items, until: from && [from.raisedAt.getTime(), from._id] };
};
