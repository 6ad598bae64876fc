import * as alerts from './alerts.js';
import * as audit from './audit.js';
import * as auth from './auth.js';
import * as content from './content.js';
import type { AnyDeclared } from './declare.js';
import * as mailing from './mailing.js';
import * as operator from './operator.js';

const isDeclared = (value: object): value is AnyDeclared => 'kind' in value && 'partitions' in value;

/** Every message that is declared, for whoever needs all of them: documents, inspection, tests. */
export const messages: readonly AnyDeclared[] = [alerts, audit, auth, content, mailing, operator].flatMap(
  (declarations) => Object.values<object>({ ...declarations }).filter(isDeclared),
);
