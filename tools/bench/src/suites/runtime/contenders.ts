import type { Contender, ContenderName } from './contender.js';

const contenders: Readonly<Record<ContenderName, () => Promise<Contender>>> = {
  raw: async () => (await import('./raw.js')).raw,
  ours: async () => (await import('./ours.js')).ours,
  bullmq: async () => (await import('./bullmq.js')).bullmq,
  moleculer: async () => (await import('./moleculer.js')).moleculer,
};

/** Loads one contender, and nothing of the others: they would weigh on its memory and its start. */
export const loadContender = (name: ContenderName): Promise<Contender> => contenders[name]();
