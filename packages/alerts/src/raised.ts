import type { Person } from '@obey/contracts';
import type { Alert } from './alert.js';
import type { News } from './news.js';

/** Who an alert is for, as they are known here. */
export interface Reader extends Person {
  readonly nickname: string;
  readonly email: string;
  readonly banned: boolean;
}

/** An alert that was raised, or has grown, and by what. */
export interface Raised {
  readonly alert: Alert;
  readonly reader: Reader;
  readonly news: News;
}
