import Type from 'typebox';
import { ownPermission, permissions } from '../permissions.js';

/** One that a route asks for, or one of the operator's own; any other is refused. */
export const Permission = Type.Union([Type.Enum([...permissions]), Type.String({ pattern: ownPermission })]);

export const RoleName = Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' });
