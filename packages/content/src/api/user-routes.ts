import { Time } from '@obey/contracts';
import { type Route, route } from '@obey/service-kit';
import Type from 'typebox';
import type { Deps } from '../deps.js';
import { findMute } from '../muted.js';
import { muteUser, unmuteUser } from '../mutes.js';
import { NewMute } from '../shapes.js';
import type { Mute } from '../store.js';
import { idParams as params } from './answers.js';
import { writing } from './refusals.js';

const access = { permission: 'users.mute' } as const;
const path = '/content/users/:id/mute';

const MuteShape = Type.Object({
  at: Time,
  by: Type.String(),
  reason: Type.String(),
  until: Type.Union([Time, Type.Null()]),
});

/** Who may not write for a while. */
export const userRoutes = (deps: Deps): readonly Route[] => [
  route({
    method: 'GET',
    path,
    summary: 'Read the mute of a user, or null',
    access,
    params,
    answers: { 200: Type.Object({ mute: Type.Union([MuteShape, Type.Null()]) }) },
    handle: async ({ params: { id } }) => {
      const mute = await findMute(deps.store, id);
      return { status: 200, body: { mute: mute === undefined ? null : muteView(mute) } };
    },
  }),
  route({
    method: 'PUT',
    path,
    operation: 'muteUser',
    refuses: [writing, { 403: ['content.rank-too-low'], 404: ['content.no-such-user'] }],
    summary: 'Mute a user',
    description: 'They read on, and write nothing: for good, or until a time. Only users of a lower rank.',
    access,
    params,
    body: NewMute,
    answers: { 204: null },
    handle: async (request) => {
      await muteUser(deps, request, request.params.id, request.body);
      return { status: 204 };
    },
  }),
  route({
    method: 'DELETE',
    path,
    operation: 'unmuteUser',
    refuses: [writing, { 403: ['content.rank-too-low'], 404: ['content.no-such-user'] }],
    summary: 'Let a user write again',
    access,
    params,
    answers: { 204: null },
    handle: async (request) => {
      await unmuteUser(deps, request, request.params.id);
      return { status: 204 };
    },
  }),
];

const muteView = ({ at, by, reason, until }: Pick<Mute, 'at' | 'by' | 'reason' | 'until'>) => ({
  at: at.toISOString(),
  by,
  reason,
  until: until?.toISOString() ?? null,
});
