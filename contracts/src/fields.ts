import Type from 'typebox';

/** A UUIDv7 string. */
export const Id = Type.String({ format: 'uuid' });

/** RFC 3339, UTC. */
export const Time = Type.String({ format: 'date-time' });

/** Marks a field that opens a door, or says what its receiver alone should read: whoever keeps messages masks it at once. */
export const secret = { 'x-sensitive': 'secret' } as const;

/**
 * Marks a field that tells of a person: whoever keeps messages masks it when that person is erased. Who that is, the fields
 * beside it say of which these are the names.
 */
export const personal = (...of: readonly string[]) => ({ 'x-sensitive': 'personal', 'x-of': of }) as const;

/** The address of a user. In ASCII, and without quotes: those may hold anything, line breaks among it. */
export const Email = Type.String({
  format: 'email',
  pattern: '^[!#-~]+$',
  maxLength: 254,
  ...personal('userId'),
});

/** What the user whom a message is about is called. */
export const Nickname = Type.String(personal('userId'));

/** An e-mail address in any script (RFC 6531); every `Email` is one. It tells of whom it is of. */
export const MailAddress = Type.String({
  pattern: '^[^\\s\\p{C}"@<>(),:;\\[\\]\\\\]+@([^\\s\\p{C}"@<>(),:;\\[\\]\\\\]+|\\[[0-9a-fA-FIPv.:]+\\])$',
  maxLength: 254,
  ...personal('to'),
});
