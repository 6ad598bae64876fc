import { createHash } from 'node:crypto';

/**
 * Which member should own which partition: rendezvous hashing (each partition goes to the member that
 * scores highest for it), with shares that differ by one at most, so that nobody stays idle. Every member
 * reckons the same from the same members, and few partitions move when one comes or goes.
 */
export const assign = (partitions: readonly string[], members: readonly string[]): Map<string, string> => {
  const share = Math.floor(partitions.length / members.length);
  let larger = partitions.length % members.length;
  const shares = new Map<string, number>();
  const assigned = new Map<string, string>();
  for (const partition of [...partitions].sort()) {
    const ranked = members
      .map((member) => ({ member, score: scoreOf(partition, member) }))
      .sort((a, b) => (a.score < b.score ? 1 : -1));
    const owner = ranked.find(
      ({ member }) => (shares.get(member) ?? 0) < (larger > 0 ? share + 1 : share),
    )?.member;
    if (owner === undefined) continue;
    const owned = (shares.get(owner) ?? 0) + 1;
    if (owned > share) larger -= 1;
    shares.set(owner, owned);
    assigned.set(partition, owner);
  }
  return assigned;
};

const scoreOf = (partition: string, member: string) =>
  createHash('sha1').update(`${partition}\n${member}`).digest('hex');
