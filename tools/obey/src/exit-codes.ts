/** What a script may rely on. */
export const exitCodes = {
  ok: 0,
  /** It was tried, and did not come through. */
  failed: 1,
  /** The command line makes no sense; nothing was tried. */
  usage: 2,
  /** What was asked for is not there. */
  notFound: 3,
  /** All was looked at, and something is not as it should be. */
  checkFailed: 4,
  /** Ended by Ctrl-C, as a shell counts it. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
