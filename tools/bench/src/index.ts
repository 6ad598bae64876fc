export { openLoop } from './open-loop.js';
export { median, overRounds, quantile } from './statistics.js';
export type { CaseResult, Suite, SuiteContext } from './suite.js';
export { suites } from './suites.js';
