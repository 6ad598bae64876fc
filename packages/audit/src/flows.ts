import type { Archived } from './records.js';
import type { Told } from './store.js';

/** A message in its flow, with what it caused. Times in milliseconds. */
export interface FlowNode {
  readonly id: string;
  /** Not in the archive: never said on a stream, removed since, or of another flow. Of such a one only the id is known. */
  readonly missing: boolean;
  readonly message: Archived | undefined;
  /** From when its cause was said; null where there is none, or it is missing. Clocks of services differ. */
  readonly afterMs: number | null;
  readonly reactions: readonly Told[];
  readonly caused: readonly FlowNode[];
}

/**
 * The messages of a flow as the trees of what caused what, in the order in which they were said. A cause that is not among
 * them stands as a gap. What would be its own cause, or stands deeper than `deepest`, begins a tree of its own: every
 * message is there once.
 */
export const flowOf = (
  messages: readonly Archived[],
  told: readonly Told[],
  deepest = 50,
): readonly FlowNode[] => {
  const byId = new Map(messages.map((message) => [message._id, message]));
  const reactions = grouped(told, ({ message }) => message);
  const caused = grouped(messages, ({ causationId = '' }) => causationId);
  const drawn = new Set<string>();

  const inOrder = (some: readonly Archived[]) =>
    [...some].sort((a, b) => a.said.getTime() - b.said.getTime() || (a._id < b._id ? -1 : 1));

  const effectsOf = (id: string, depth: number): FlowNode[] => {
    if (depth >= deepest) return [];
    return inOrder(caused.get(id) ?? [])
      .filter(({ _id }) => !drawn.has(_id))
      .map((message) => node(message, depth + 1));
  };
  const node = (message: Archived, depth: number): FlowNode => {
    drawn.add(message._id);
    const cause = byId.get(message.causationId ?? '');
    return {
      id: message._id,
      missing: false,
      message,
      afterMs: cause ? message.said.getTime() - cause.said.getTime() : null,
      reactions: [...(reactions.get(message._id) ?? [])].sort((a, b) => a.service.localeCompare(b.service)),
      caused: effectsOf(message._id, depth),
    };
  };
  const gap = (id: string): FlowNode => ({
    id,
    missing: true,
    message: undefined,
    afterMs: null,
    reactions: reactions.get(id) ?? [],
    caused: effectsOf(id, 0),
  });

  const begins = ({ causationId }: Archived) => causationId === undefined || !byId.has(causationId);
  const trees: FlowNode[] = [];
  for (const message of inOrder(messages.filter(begins))) {
    if (drawn.has(message._id)) continue;
    trees.push(message.causationId === undefined ? node(message, 0) : gap(message.causationId));
  }
  // What is left is deeper than is drawn, or in a circle.
  for (const message of inOrder(messages)) if (!drawn.has(message._id)) trees.push(node(message, 0));
  return trees;
};

const grouped = <T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
};
