/** What a mail says, in words alone, below its greeting. */
export interface Content {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** Words of somebody else. */
  readonly quote?: string;
  readonly items?: readonly { readonly text: string; readonly link: string }[];
  /** Below the items. */
  readonly closing?: string;
  readonly action?: { readonly label: string; readonly link: string };
}

/** For what may be absent. */
export const quoting = (quote: string | undefined) => (quote?.trim() ? { quote } : {});
export const linking = (label: string, link: string | undefined) =>
  link === undefined ? {} : { action: { label, link } };
