import { Id } from '@obey/contracts';
import { versionTag } from '@obey/service-kit';
import Type from 'typebox';

export const idParams = Type.Object({ id: Id });

/** It is so now. */
export const done = { status: 204 } as const;

interface Versioned {
  readonly id: string;
  readonly version: number;
}

/** One thing as it is now, with the ETag to change it by. */
export const found = <B extends Versioned>(body: B) =>
  ({ status: 200, headers: { ETag: versionTag(body.version) }, body }) as const;

/** One thing that was just made. */
export const created = <B extends Versioned>(collection: string, body: B) =>
  ({
    status: 201,
    headers: { Location: `/content/${collection}/${body.id}`, ETag: versionTag(body.version) },
    body,
  }) as const;
