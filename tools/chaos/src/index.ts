export { check, type Findings } from './check.js';
export { type Outcome, type TortureRun, torture } from './torture.js';
