import Type from 'typebox';

/** A UUIDv7 string. */
export const Id = Type.String({ format: 'uuid' });

/** RFC 3339, UTC. */
export const Time = Type.String({ format: 'date-time' });

/** Marks a field that names a person or opens a door; whoever keeps messages for long must mask it. */
export const sensitive = { 'x-sensitive': true } as const;

/** In ASCII, and without quotes: those may hold anything, line breaks among it. */
export const Email = Type.String({ format: 'email', pattern: '^[!#-~]+$', maxLength: 254, ...sensitive });

/** An e-mail address in any script (RFC 6531); every `Email` is one. */
export const MailAddress = Type.String({
  pattern: '^[^\\s\\p{C}"@<>(),:;]+@([^\\s\\p{C}"@<>(),:;]+|\\[[0-9a-fA-FIPv.:]+\\])$',
  maxLength: 254,
  ...sensitive,
});
