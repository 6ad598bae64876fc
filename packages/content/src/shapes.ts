import { Id, SubscriptionLevel, Time, Who } from '@obey/contracts';
import { PageQuery } from '@obey/service-kit';
import Type, { type Static } from 'typebox';

// Bodies

// No controls, nothing that turns the direction of what follows, and no blanks that pass for letters; what joins letters
// (in Persian, in emoji) stands between two characters.
const character = '[^\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}\\u115F\\u1160\\u2800\\u3164\\uFFA0]';
const Line = (minLength: number, maxLength: number) =>
  Type.String({
    minLength,
    maxLength,
    pattern: `^(?!\\s)(?=.*[\\p{L}\\p{N}\\p{P}\\p{S}])${character}([\\u200C\\u200D]?${character})*(?<!\\s)$`,
    description: 'One line of visible characters, without space at its ends',
  });
const Text = Type.String({
  minLength: 1,
  maxLength: 32_768,
  pattern: '\\S',
  description: 'Markdown, at most 32 KiB of UTF-8',
});

// A rule that is told (`Rule`) has room for what a category and a section say of reading and moderating together.
const People = Type.Optional(Type.Array(Who, { maxItems: 50, uniqueItems: true }));
const AccessRule = Type.Optional(Type.Object({ allow: People, deny: People }));

/** Who may do what in a place. What is not said is inherited; a denial always counts. */
const AccessShape = Type.Object({
  read: AccessRule,
  write: AccessRule,
  editOwn: AccessRule,
  moderate: AccessRule,
});

export const NewPlace = Type.Object(
  {
    title: Line(1, 200),
    description: Type.Optional(Type.String({ maxLength: 2_000 })),
    position: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Rank in its list; the last, if absent' }),
    ),
    access: Type.Optional(AccessShape),
  },
  { examples: [{ title: 'Hot drinks', description: 'What is in your cup?' }] },
);
export type NewPlace = Static<typeof NewPlace>;

const { title, description, position, access } = NewPlace.properties;
export const CategoryChange = Type.Object({
  title: Type.Optional(title),
  description,
  position,
  access,
});
export type CategoryChange = Static<typeof CategoryChange>;

export const SectionChange = Type.Object({
  ...CategoryChange.properties,
  categoryId: Type.Optional(Type.String({ format: 'uuid', description: 'Moves the section' })),
});
export type SectionChange = Static<typeof SectionChange>;

export const NewMute = Type.Object({
  reason: Type.String({ minLength: 1, maxLength: 500 }),
  until: Type.Optional(Time),
});
export type NewMute = Static<typeof NewMute>;

export const NewThread = Type.Object(
  { title: Line(3, 200), body: Text },
  { examples: [{ title: 'Tea or coffee?', body: 'What do **you** drink?' }] },
);
export type NewThread = Static<typeof NewThread>;

export const NewPost = Type.Object(
  {
    body: Text,
    replyTo: Type.Optional(Type.String({ format: 'uuid', description: 'A post of the same thread' })),
  },
  { examples: [{ body: 'Tea, of course.' }] },
);
export type NewPost = Static<typeof NewPost>;

export const PostEdit = Type.Object(
  {
    body: Text,
    reason: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  },
  { examples: [{ body: 'Tea, of course. Without milk.', reason: 'Milk' }] },
);
export type PostEdit = Static<typeof PostEdit>;

export const Because = Type.Object({ reason: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })) });
export type Because = Static<typeof Because>;

export const Rename = Type.Object({ title: NewThread.properties.title });
export type Rename = Static<typeof Rename>;

export const Move = Type.Object({ sectionId: Id });
export type Move = Static<typeof Move>;

export const ReadUpTo = Type.Object({
  number: Type.Integer({ minimum: 1, description: 'Of the last post read' }),
});
export type ReadUpTo = Static<typeof ReadUpTo>;

/** What somebody wants to hear of a thread. */
export const Subscription = Type.Object({ level: SubscriptionLevel });
export type Subscription = Static<typeof Subscription>;

// Queries

export const ThreadsQuery = Type.Object({
  ...PageQuery.properties,
  state: Type.Optional(
    Type.Enum(['visible', 'deleted'], { description: 'Moderators see the deleted ones; visible, if absent' }),
  ),
});
export type ThreadsQuery = Static<typeof ThreadsQuery>;

export const PostsQuery = Type.Object({
  ...PageQuery.properties,
  from: Type.Optional(
    Type.Integer({
      minimum: 1,
      description:
        'Number of the post that the page begins with (the last post, past the end); a cursor wins',
    }),
  ),
});
export type PostsQuery = Static<typeof PostsQuery>;

// Answers

const Author = Type.Object(
  {
    id: Id,
    nickname: Type.Union([Type.String(), Type.Null()], { description: 'null while it is not known here' }),
  },
  { title: 'Author' },
);
export type Author = Static<typeof Author>;

const version = Type.Integer({ minimum: 1, description: 'Rises with every change; its ETag' });

const Deed = Type.Object({ at: Time, by: Author, reason: Type.Union([Type.String(), Type.Null()]) });

const place = {
  id: Id,
  version,
  title: Type.String(),
  description: Type.String(),
  position: Type.Integer(),
  access: Type.Union([AccessShape, Type.Null()], {
    description: 'To those who manage categories; null to others',
  }),
  mayWrite: Type.Boolean({ description: 'Whether you may write here' }),
  mayModerate: Type.Boolean({ description: 'Whether you may moderate here' }),
  createdAt: Time,
  state: Type.Enum(['visible', 'deleted'], { description: 'Those deleted are seen by who may restore them' }),
};
export const CategoryShape = Type.Object(place, { title: 'Category' });
export const SectionShape = Type.Object({ ...place, categoryId: Id }, { title: 'Section' });

export const ThreadShape = Type.Object(
  {
    id: Id,
    version,
    sectionId: Id,
    title: Type.String(),
    slug: Type.String(),
    permalink: Type.String({
      description: 'Path with the slugs; after a rename or a move, the old one leads here',
    }),
    author: Author,
    openingPostId: Id,
    postCount: Type.Integer({ minimum: 1 }),
    lastRead: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], {
      description: 'The number that you have read up to; null without a token',
    }),
    unread: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], { description: 'Posts after that' }),
    createdAt: Time,
    lastActivityAt: Time,
    lock: Type.Union([Deed, Type.Null()]),
    pin: Type.Union([Type.Object({ at: Time, by: Author }), Type.Null()]),
    state: Type.Enum(['visible', 'deleted']),
    deletion: Type.Union([Deed, Type.Null()]),
  },
  { title: 'Thread' },
);

export const PostShape = Type.Object(
  {
    id: Id,
    version,
    threadId: Id,
    number: Type.Integer({ minimum: 1 }),
    author: Author,
    body: Type.Union([Type.String(), Type.Null()], {
      description:
        'Markdown, with the nicknames of now; null where it was deleted (but to moderators) or purged',
    }),
    html: Type.Union([Type.String(), Type.Null()], {
      description: 'What the Markdown means, as sanitised HTML; null where the body is',
    }),
    replyTo: Type.Union([Id, Type.Null()]),
    createdAt: Time,
    edit: Type.Union([Deed, Type.Null()]),
    state: Type.Enum(['visible', 'deleted', 'purged']),
    deletion: Type.Union([Deed, Type.Null()]),
  },
  { title: 'Post' },
);

/** What a post said from one version on, until the next of these. */
export const RevisionShape = Type.Object(
  {
    version: Type.Integer({ minimum: 1, description: 'Of the post, since which it said this' }),
    at: Time,
    by: Author,
    reason: Type.Union([Type.String(), Type.Null()]),
    body: Type.String({ description: 'Markdown, with the nicknames of now' }),
    changes: Type.Union(
      [
        Type.Array(
          Type.Object({ kind: Type.Enum(['same', 'added', 'removed']), text: Type.String({ minLength: 1 }) }),
        ),
        Type.Null(),
      ],
      { description: 'How it came from what is kept from before, piece by piece; null for the first' },
    ),
  },
  { title: 'Revision' },
);
