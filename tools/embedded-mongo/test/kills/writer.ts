import { isDeepStrictEqual } from 'node:util';
import type { Collection } from 'mongodb';
import { nextOperation, type Operation } from './operations.js';
import type { Order } from './order.js';
import type { Random } from './random.js';

/** Writes one operation after the other, and knows what must be stored. */
export type Writer = {
  /** Writes until `over`; rejects with an error that came before that. */
  write: (orders: Collection<Order>, over: () => boolean) => Promise<void>;
  /**
   * The faults of what is stored of this writer's orders: acknowledged writes that are lost, deleted orders that
   * are back, and orders that are neither as before nor as after the write in doubt. Settles that doubt.
   */
  faults: (stored: readonly Order[]) => string[];
  /** The ids that the write in doubt touches. */
  inDoubt: () => string[];
  acknowledged: () => number;
};

const NOTHING: Operation['effect'] = new Map();

export function createWriter(owner: number, random: Random): Writer {
  const known = new Map<string, Order>();
  let doubt = NOTHING;
  let acknowledged = 0;
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `${owner}-${ids}`;
  };
  const note = (id: string, order: Order | undefined) => (order ? known.set(id, order) : known.delete(id));

  async function write(orders: Collection<Order>, over: () => boolean): Promise<void> {
    while (!over()) {
      const { effect, send } = nextOperation({ orders, random, owner, mine: [...known.values()], newId });
      doubt = effect;
      try {
        await send();
      } catch (error) {
        if (over()) return;
        throw error;
      }
      for (const [id, order] of effect) note(id, order);
      doubt = NOTHING;
      acknowledged += 1;
    }
  }

  function faults(stored: readonly Order[]): string[] {
    const found = new Map(stored.map((order) => [order._id, order]));
    const wrong = [...new Set([...known.keys(), ...doubt.keys(), ...found.keys()])].filter((id) => {
      const possible = doubt.has(id) ? [known.get(id), doubt.get(id)] : [known.get(id)];
      return !possible.some((order) => isDeepStrictEqual(order, found.get(id)));
    });
    const described = wrong.map(
      (id) => `${JSON.stringify(found.get(id))} instead of ${JSON.stringify(known.get(id))}`,
    );
    for (const id of doubt.keys()) note(id, found.get(id));
    doubt = NOTHING;
    return described;
  }

  return { write, faults, inDoubt: () => [...doubt.keys()], acknowledged: () => acknowledged };
}
