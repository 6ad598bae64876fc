import type { Suite } from './suite.js';
import { alerts } from './suites/alerts.js';
import { auth } from './suites/auth.js';
import { content } from './suites/content.js';
import { embeddedMongo } from './suites/embedded-mongo.js';
import { gateway } from './suites/gateway.js';
import { obey } from './suites/obey.js';
import { runtime } from './suites/runtime.js';
import { story } from './suites/story.js';

/** The suites by the name that the command line knows them by. */
export const suites: Readonly<Record<string, Suite>> = {
  alerts,
  auth,
  content,
  'embedded-mongo': embeddedMongo,
  gateway,
  obey,
  runtime,
  story,
};
