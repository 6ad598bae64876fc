import { existsSync, readdirSync } from 'node:fs';
import test from 'ava';
import { inCheckout } from '../bootstrap/checkout.mjs';
import { scalable, services } from '../src/services.js';

test('whatever in packages has a main is run, each once, and the gateway waits for all others', (t) => {
  const mains = readdirSync(inCheckout('packages')).filter((name) => {
    return existsSync(inCheckout('packages', name, 'src/main.ts'));
  });
  t.deepEqual(services.map(({ name }) => name).sort(), mains.sort());
  t.deepEqual(scalable.toSorted(), mains.filter((name) => name !== 'gateway').sort());
});
