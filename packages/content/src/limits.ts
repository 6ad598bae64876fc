import { isOutage } from '@obey/choreography';
import { refuse } from '@obey/service-kit';
import type { Redis } from 'ioredis';
import { paceScript } from './pace-script.js';
import type { Writer } from './users.js';

/** Whose posts are limited, and how. */
export interface LimitRules {
  /** Users of a lower rank are new. */
  readonly newBelowRank: number;
  readonly postsPerMinute: number;
  /** In one post. */
  readonly links: number;
  readonly mentions: number;
}

export interface Limits {
  /** Refuses a new user's text that links to or mentions too many. */
  checkText(writer: Writer, has: Pick<LimitRules, 'links' | 'mentions'>): void;
  /**
   * Counts one more post of a new user, together with all other instances; before its text is read, since that is work.
   * Refuses as 'too-many' where it is one too many for a minute, which is not counted. While Redis is away, none is
   * counted or refused.
   */
  admit(writer: Writer): Promise<void>;
}

interface Deps {
  readonly redis: Pick<Redis, 'eval'>;
  readonly rules: LimitRules;
  /** Hears of a failure that was got over. */
  readonly onTrouble: (what: string, error: unknown) => void;
}

const minute = 60_000;

/** What keeps new users from flooding the forum; others are not limited. */
export const createLimits = ({ redis, rules, onTrouble }: Deps): Limits => {
  const isNew = ({ rank }: Writer) => rank < rules.newBelowRank;

  const waitOf = async ({ userId }: Writer): Promise<number> => {
    try {
      const key = `{content}:pace:${userId}`;
      return Number(await redis.eval(paceScript, 1, key, rules.postsPerMinute, minute));
    } catch (error) {
      if (!isOutage(error)) throw error;
      onTrouble('A post of a new user was not counted, because Redis is away', error);
      return 0;
    }
  };

  return {
    checkText: (writer, { links, mentions }) => {
      if (!isNew(writer)) return;
      if (links > rules.links)
        tooMany('links', `New users may link to ${rules.links} addresses in a post; this one has ${links}`);
      if (mentions > rules.mentions)
        tooMany(
          'mentions',
          `New users may mention ${rules.mentions} users in a post; this one has ${mentions}`,
        );
    },
    admit: async (writer) => {
      const waitMs = isNew(writer) ? await waitOf(writer) : 0;
      if (waitMs === 0) return;
      const most = rules.postsPerMinute;
      const seconds = Math.ceil(waitMs / 1_000);
      const detail = `New users may write ${most} times a minute; wait as long as Retry-After says`;
      refuse('too-many', 'content.slow-down', detail, {
        retryAfterSeconds: seconds,
        headers: {
          'RateLimit-Policy': `"new-user-posts";q=${most};w=${minute / 1_000}`,
          RateLimit: `"new-user-posts";r=0;t=${seconds}`,
        },
      });
    },
  };
};

const tooMany = (what: 'links' | 'mentions', detail: string) =>
  refuse('invalid', `content.too-many-${what}`, `${detail}. Take some out`, {
    errors: [{ in: 'body', pointer: '/body', detail }],
  });
