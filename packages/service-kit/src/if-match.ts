import { refuse } from './refusal.js';

/** The entity tags that If-Match names, without their quotes; or whatever is there. */
export type IfMatch = readonly string[] | '*';

/** The strong ETag of a version: it names what can be edited, and not what is only shown beside it. */
export const versionTag = (version: number): string => `"${version}"`;

/** Refuses to change what is no longer of the version that If-Match asks for, as 'precondition-failed'. */
export const checkVersion = (ifMatch: IfMatch | undefined, version: number): void => {
  if (ifMatch === undefined || ifMatch === '*' || ifMatch.includes(String(version))) return;
  refuse(
    'precondition-failed',
    'request.version-passed',
    'It was changed meanwhile: read it again, and send its new ETag as If-Match',
    { headers: { ETag: versionTag(version) } },
  );
};

const tag = /(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"/g;

/** Reads If-Match (RFC 9110, 13.1.1). Weak tags never match, as it says. Refuses what is no list of tags. */
export const ifMatchOf = (ctx: { get(name: string): string }): IfMatch | undefined => {
  const text = ctx.get('if-match').trim();
  if (text === '') return undefined;
  if (text === '*') return '*';
  if (/[^,\s]/.test(text.replace(tag, ''))) {
    const detail = 'must be * or a list of entity tags, like "3"';
    return refuse('malformed', 'request.malformed', 'The If-Match header cannot be read; see errors', {
      errors: [{ in: 'header', pointer: '/If-Match', detail }],
    });
  }
  return [...text.matchAll(tag)].flatMap(([, weak, opaque = '']) => (weak ? [] : [opaque]));
};
