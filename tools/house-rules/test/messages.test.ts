import { messages } from '@obey/contracts';
import test from 'ava';
import { handedIn } from './handed.js';
import { services } from './sources.js';

const handedTo = (service: string, functions: string) => handedIn([`packages/${service}`], functions);

test('a fact is said by its owner only', (t) => {
  const said = services.flatMap((service) =>
    handedTo(service, 'publish|compose').map(({ path, message }) => ({ service, path, message })),
  );
  const facts = said.filter(({ message }) => message.kind === 'notification');
  t.deepEqual(
    facts
      .filter(({ service, message }) => message.owner !== service)
      .map(({ path, message }) => `${path}: ${message.name}`),
    [],
  );
  t.true(facts.length > 0);
});

test('commands and requests are taken by the service that they are addressed to', (t) => {
  for (const message of messages.filter(({ kind }) => kind !== 'notification')) {
    const taken = services.filter((service) =>
      handedTo(service, 'on|answer').some((one) => one.message === message),
    );
    t.deepEqual(taken, [message.owner], message.name);
  }
});

test('every service listens by its table of reactions, and nowhere else', (t) => {
  const astray = services.flatMap((service) =>
    handedTo(service, 'on|answer').filter(({ path }) => !/\/src\/reactions(\.ts|\/)/.test(path)),
  );
  t.deepEqual(
    astray.map(({ path }) => path),
    [],
  );
});
