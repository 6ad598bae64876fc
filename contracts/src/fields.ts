import Type from 'typebox';

/** A UUIDv7 string. */
export const Id = Type.String({ format: 'uuid' });

/** RFC 3339, UTC. */
export const Time = Type.String({ format: 'date-time' });

/** Marks a field that names a person or opens a door; whoever keeps messages for long must mask it. */
export const sensitive = { 'x-sensitive': true } as const;

export const Email = Type.String({ format: 'email', maxLength: 254, ...sensitive });
