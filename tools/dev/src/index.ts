export { onPath } from '../bootstrap/redis-server.mjs';
export {
  alertsOf,
  createPlace,
  createThread,
  type Reply,
  reply,
} from './demo/acts.js';
export { type EventStream, type HeardEvent, openEventStream } from './demo/event-stream.js';
export { createMailReader, type MailReader } from './demo/mail-reader.js';
export {
  type Credentials,
  confirm,
  confirmationLink,
  makePerson,
  type Person,
  signIn,
  signUp,
  visit,
} from './demo/person.js';
export { playStory, type StoryOptions, type StoryResult } from './demo/story.js';
export type { ForumEvent, Report } from './events.js';
export { FolderInUse, type Forum, type ForumOptions, startForum } from './forum.js';
export type { ServiceProcess } from './forum-processes.js';
export { NotReady } from './health.js';
export { freePort, PortTaken } from './ports.js';
export { type RunFile, runningForum } from './run-file.js';
export { startTemporaryForum } from './temporary-forum.js';
export { waitFor } from './wait.js';
