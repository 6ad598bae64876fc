import { setTimeout as delay } from 'node:timers/promises';

type Truthy<T> = Exclude<T, false | null | undefined | 0 | ''>;

const isTruthy = <T>(value: T): value is Truthy<T> => Boolean(value);

/** Polls until the value is truthy, and gives it; throws what it waited for when `withinMs` are over. */
export const until = async <T>(
  what: string,
  poll: () => T | Promise<T>,
  withinMs = 20_000,
): Promise<Truthy<T>> => {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const value = await poll();
    if (isTruthy(value)) return value;
    if (Date.now() > deadline) throw new Error(`Waited ${withinMs} ms in vain until ${what}`);
    await delay(10);
  }
};
