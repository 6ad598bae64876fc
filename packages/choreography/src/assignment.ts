import { createHash } from 'node:crypto';

/**
 * Which member should own which partition: rendezvous hashing (each partition goes to the member that
 * scores highest for it), with shares capped at ceil(partitions / members) so that nobody stays idle. Every
 * member reckons the same from the same members, and few partitions move when one comes or goes.
 */
export const assign = (partitions: readonly string[], members: readonly string[]): Map<string, string> => {
  const cap = Math.ceil(partitions.length / members.length);
  const shares = new Map<string, number>();
  const assigned = new Map<string, string>();
  for (const partition of [...partitions].sort()) {
    const ranked = members
      .map((member) => ({ member, score: scoreOf(partition, member) }))
      .sort((a, b) => (a.score < b.score ? 1 : -1));
    const owner = ranked.find(({ member }) => (shares.get(member) ?? 0) < cap)?.member;
    if (owner === undefined) continue;
    shares.set(owner, (shares.get(owner) ?? 0) + 1);
    assigned.set(partition, owner);
  }
  return assigned;
};

const scoreOf = (partition: string, member: string) =>
  createHash('sha1').update(`${partition}\n${member}`).digest('hex');
