import { readUserRecord } from '@obey/auth/importing';
import {
  readCategoryRecord,
  readPostRecord,
  readSectionRecord,
  readThreadRecord,
} from '@obey/content/importing';
import type { RecordReading } from '@obey/service-kit';

export interface Fault {
  /** Stable. */
  readonly code: string;
  readonly detail: string;
}

const fault = (code: string, detail: string): { readonly fault: Fault } => ({ fault: { code, detail } });

/** What one line says: a record of its kind, or what is wrong with it. */
export const readRecord = (text: string) => {
  const value = parse(text);
  if (value === undefined) return fault('import.not-json', 'This is no JSON object in one line');
  const { kind, ...fields } = value;
  switch (kind) {
    case 'user':
      return read(kind, readUserRecord(fields));
    case 'category':
      return read(kind, readCategoryRecord(fields));
    case 'section':
      return read(kind, readSectionRecord(fields));
    case 'thread':
      return read(kind, readThreadRecord(fields));
    case 'post':
      return read(kind, readPostRecord(fields));
    default:
      return fault('import.no-such-kind', '/kind must be user, category, section, thread or post');
  }
};

export type Entry = Exclude<ReturnType<typeof readRecord>, { readonly fault: Fault }>;

/** The things that a record names, and that must stand before it: as `<kind> <id>`. */
export const referencesOf = (entry: Entry): string[] => {
  switch (entry.kind) {
    case 'user': {
      const { ban } = entry.record;
      return ban ? [`user ${ban.by}`] : [];
    }
    case 'category':
      return [];
    case 'section':
      return [`category ${entry.record.category}`];
    case 'thread': {
      const { section, author, pin, lock, deleted } = entry.record;
      const people = [author, ...[pin, lock, deleted].flatMap((deed) => deed?.by ?? [])];
      return [`section ${section}`, ...people.map((id) => `user ${id}`)];
    }
    case 'post': {
      const { thread, author, replyTo, deleted } = entry.record;
      const people = [author, ...(deleted ? [deleted.by] : [])];
      const others = replyTo === undefined ? [] : [`post ${replyTo}`];
      return [`thread ${thread}`, ...people.map((id) => `user ${id}`), ...others];
    }
  }
};

/** The things that a record makes: a thread makes its opening post, too. */
export const madeBy = ({ kind, record }: Entry): string[] => [
  `${kind} ${record.id}`,
  ...(kind === 'thread' && record.post !== undefined ? [`post ${record.post}`] : []),
];

const read = <K extends string, R>(kind: K, reading: RecordReading<R>) =>
  'fault' in reading ? fault('import.invalid', reading.fault) : { kind, record: reading.record };

const parse = (text: string): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
