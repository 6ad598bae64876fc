import { SettingFaulty } from '@obey/service-kit';
/** How often something may be asked for by one address or one user. */
export interface LimitRule {
  /** As in RateLimit-Policy. */
  readonly name: string;
  /** A method, `read` (GET, HEAD, OPTIONS) or `write` (all others). */
  readonly what: string;
  /** This path and all below it; `/` is every path. */
  readonly path: string;
  readonly quota: number;
  readonly windowSeconds: number;
  /**
   * Each request is counted in Redis before it is passed on, and in memory while Redis is away. Other rules are counted here and made
   * known to Redis in turns.
   */
  readonly exact: boolean;
}

/** A setting that lists limits cannot be read. */
export class LimitsFaulty extends SettingFaulty {
  readonly code = 'gateway.limits-faulty';

  constructor(setting: string, entry: string, like: string) {
    super(`${setting} has ${JSON.stringify(entry)}; write ${like}, or none`);
    this.name = 'LimitsFaulty';
  }
}

const like = 'rules by commas, like POST /auth/sign-in 30/1m, read 1200/1m, write 300/1m';
const rule = /^(read|write|GET|HEAD|POST|PUT|PATCH|DELETE)(?: +(\/\S*))? +(\d{1,9})\/(\d{1,5})(s|m|h)$/;
const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600 };

/** Reads rules by commas; `none` has none. A rule for writes to a path is exact. Throws `LimitsFaulty`. */
export const readLimits = (setting: string, listed: string): LimitRule[] =>
  entriesOf(listed).map((entry) => {
    const [, what = '', path = '/', quota = '', count = '', unit = ''] = rule.exec(entry) ?? [];
    const windowSeconds = Number(count) * (seconds[unit] ?? 0);
    if (what === '' || Number(quota) < 1 || windowSeconds < 1) throw new LimitsFaulty(setting, entry, like);
    const name = [what.toLowerCase(), ...path.split('/').filter(Boolean)].join('-');
    const reads = what === 'read' || isRead(what);
    return { name, what, path, quota: Number(quota), windowSeconds, exact: !reads && path !== '/' };
  });

const isRead = (method: string) => method === 'GET' || method === 'HEAD' || method === 'OPTIONS';

/** The first rule that a request falls under. */
export const ruleFor = (rules: readonly LimitRule[], method: string, path: string): LimitRule | undefined =>
  rules.find(({ what, path: below }) => {
    if (what !== method && what !== (isRead(method) ? 'read' : 'write')) return false;
    return below === '/' || path === below || path.startsWith(below.endsWith('/') ? below : `${below}/`);
  });

/** From which rank on users may ask so many times as often. */
export type RankFactors = readonly (readonly [rank: number, factor: number])[];

/** Reads `rank:factor` by commas; `none` has none. Throws `LimitsFaulty`. */
export const readRankFactors = (setting: string, listed: string): RankFactors =>
  entriesOf(listed)
    .map((entry): readonly [number, number] => {
      const [, rank, factor] = /^(\d{1,9}):(\d{1,4})$/.exec(entry) ?? [];
      if (rank === undefined || Number(factor) < 1)
        throw new LimitsFaulty(setting, entry, 'ranks and factors by commas, like 50:5, 100:20');
      return [Number(rank), Number(factor)];
    })
    .sort(([one], [other]) => other - one);

export const factorOf = (factors: RankFactors, rank: number): number =>
  factors.find(([from]) => rank >= from)?.[1] ?? 1;

const entriesOf = (listed: string) =>
  listed.trim() === 'none' ? [] : listed.split(',').map((entry) => entry.trim());
