import type { Collections } from '../store.js';

export interface Deps {
  readonly store: Collections;
  /** The name of what is imported. */
  readonly source: string;
}

/** Who the people in records are here: by their ids at the source, and by the nicknames that texts mention. */
export interface People {
  readonly ids: ReadonlyMap<string, string>;
  readonly named: ReadonlyMap<string, string>;
}
