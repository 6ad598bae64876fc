import { Time } from '@obey/contracts';
import { recordReader, SourceId } from '@obey/service-kit';
import Type, { type Static } from 'typebox';
import { Because, NewPlace, NewThread } from '../shapes.js';

const made = { id: SourceId, createdAt: Time };

/** What somebody did, who stands before. */
const Deed = Type.Object({ at: Time, by: SourceId });
const DeedBecause = Type.Object({ ...Deed.properties, ...Because.properties });
export type DeedRecord = Static<typeof DeedBecause>;

export const CategoryRecord = Type.Object({ ...made, ...NewPlace.properties });
export type CategoryRecord = Static<typeof CategoryRecord>;

export const SectionRecord = Type.Object({ ...made, category: SourceId, ...NewPlace.properties });
export type SectionRecord = Static<typeof SectionRecord>;

/** With its opening post, which `post` names so that others can reply to it. */
export const ThreadRecord = Type.Object({
  ...made,
  ...NewThread.properties,
  section: SourceId,
  author: SourceId,
  post: Type.Optional(SourceId),
  pin: Type.Optional(Deed),
  lock: Type.Optional(DeedBecause),
  deleted: Type.Optional(DeedBecause),
});
export type ThreadRecord = Static<typeof ThreadRecord>;

export const PostRecord = Type.Object({
  ...made,
  thread: SourceId,
  author: SourceId,
  body: NewThread.properties.body,
  replyTo: Type.Optional(SourceId),
  deleted: Type.Optional(DeedBecause),
});
export type PostRecord = Static<typeof PostRecord>;

export const readCategoryRecord = recordReader(CategoryRecord);
export const readSectionRecord = recordReader(SectionRecord);
export const readThreadRecord = recordReader(ThreadRecord);
export const readPostRecord = recordReader(PostRecord);
