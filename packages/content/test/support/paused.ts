import type { OutboxField } from '@obey/choreography';
import { defineService } from '@obey/service-kit';
import { content } from '../../src/service.js';
import type { Forum, Instance } from './forum.js';

type Matches = (args: readonly unknown[]) => boolean;
type Hook = (args: readonly unknown[]) => Promise<void> | void;

export interface Paused extends Instance {
  /**
   * Holds the next call like `posts.insertOne` before it is sent: `reached` resolves when that is there, and it goes on
   * after `resume`.
   */
  pause(call: string, matches?: Matches): { readonly reached: Promise<void>; resume(): void };
  /** Makes the next such call fail. */
  fail(call: string, matches?: Matches): void;
}

/**
 * One more instance of content, whose calls to its database can be held or made to fail. What it has stored and not told
 * after `dueInMs` passes for what a crash left.
 */
export const startPaused = async (forum: Forum, { dueInMs = 600_000 } = {}): Promise<Paused> => {
  const hooks = new Map<string, { readonly matches: Matches; readonly hook: Hook }>();
  const before = async (call: string, args: readonly unknown[]) => {
    const found = hooks.get(call);
    if (!found?.matches(args)) return;
    hooks.delete(call);
    await found.hook(args);
  };
  const hooked = <T extends object>(name: string, collection: T): T =>
    new Proxy(collection, {
      get: (of, key) => {
        const value: unknown = Reflect.get(of, key, of);
        if (typeof value !== 'function') return value;
        const call = `${name}.${String(key)}`;
        return (...args: unknown[]): unknown =>
          hooks.has(call)
            ? before(call, args).then(() => Reflect.apply(value, of, args))
            : Reflect.apply(value, of, args);
      },
    });
  const paused = defineService({
    ...content,
    create: (kit) => {
      const db = new Proxy(kit.db, {
        get: (of, key) => {
          const value: unknown = Reflect.get(of, key, of);
          if (key === 'collection') return (name: string) => hooked(name, of.collection(name));
          return typeof value === 'function' ? value.bind(of) : value;
        },
      });
      const outbox: typeof kit.runtime.outbox = async (collection, options) => {
        const box = await kit.runtime.outbox(collection, options);
        const dueAt = () => new Date(Date.now() + dueInMs);
        const later = (field?: OutboxField) => (field ? { outbox: { ...field, dueAt: dueAt() } } : {});
        return { ...box, hold: (messages) => later(box.hold(messages).outbox) };
      };
      return content.create({ ...kit, db, runtime: { ...kit.runtime, outbox } });
    },
  });
  const instance = await forum.startAnother(paused);
  return {
    ...instance,
    pause: (call, matches = () => true) => {
      const [held, reached] = [createGate(), createGate()];
      const hook = () => {
        reached.open();
        return held.opened;
      };
      hooks.set(call, { matches, hook });
      return { reached: reached.opened, resume: held.open };
    },
    fail: (call, matches = () => true) => {
      const hook = () => {
        throw new Error(`${call} was made to fail`);
      };
      hooks.set(call, { matches, hook });
    },
  };
};

const createGate = () => {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
};
