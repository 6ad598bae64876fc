import { Id, Time } from '@obey/contracts';
import Type, { type Static } from 'typebox';

// Bodies

const Line = (minLength: number, maxLength: number) =>
  Type.String({
    minLength,
    maxLength,
    pattern: '^\\S(.*\\S)?$',
    description: 'One line, without space at its ends',
  });
const Text = Type.String({ minLength: 1, maxLength: 32_768, pattern: '\\S', description: 'Markdown' });

export const NewPlace = Type.Object({
  title: Line(1, 200),
  description: Type.Optional(Type.String({ maxLength: 2_000 })),
  position: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Rank in its list; the last, if absent' }),
  ),
});
export type NewPlace = Static<typeof NewPlace>;

export const NewThread = Type.Object({ title: Line(3, 200), body: Text });
export type NewThread = Static<typeof NewThread>;

export const NewPost = Type.Object({
  body: Text,
  replyTo: Type.Optional(Type.String({ format: 'uuid', description: 'A post of the same thread' })),
});
export type NewPost = Static<typeof NewPost>;

export const NewLock = Type.Object({ reason: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })) });
export type NewLock = Static<typeof NewLock>;

// Answers

const Author = Type.Object({
  id: Id,
  nickname: Type.Union([Type.String(), Type.Null()], { description: 'null while it is not known here' }),
});
export type Author = Static<typeof Author>;

const place = {
  id: Id,
  title: Type.String(),
  description: Type.String(),
  position: Type.Integer(),
  createdAt: Time,
};
export const CategoryShape = Type.Object(place);
export const SectionShape = Type.Object({ ...place, categoryId: Id });

export const ThreadShape = Type.Object({
  id: Id,
  sectionId: Id,
  title: Type.String(),
  slug: Type.String(),
  author: Author,
  openingPostId: Id,
  postCount: Type.Integer({ minimum: 1 }),
  createdAt: Time,
  lastActivityAt: Time,
  lock: Type.Union([
    Type.Object({ at: Time, by: Author, reason: Type.Union([Type.String(), Type.Null()]) }),
    Type.Null(),
  ]),
});

export const PostShape = Type.Object({
  id: Id,
  threadId: Id,
  number: Type.Integer({ minimum: 1 }),
  author: Author,
  body: Type.String({ description: 'Markdown, as written' }),
  replyTo: Type.Union([Id, Type.Null()]),
  createdAt: Time,
});
