import test from 'ava';
import { memoryTransport } from '../../src/index.js';
import { pause } from '../../src/waiting.js';
import type { Place } from './place.js';
import { suite } from './suite.js';

const place = (): Place => {
  const transport = memoryTransport();
  return {
    transport,
    restart: async () => {
      transport.fail();
      await pause(20);
      transport.heal();
    },
  };
};

for (const { title, run } of suite) test.serial(title, (t) => run(t, place()));
