import test from 'ava';
import { checkName, identifierOf } from '../src/names.js';

test('a name is of lower case letters, words joined by hyphens', (t) => {
  for (const name of ['census', 'night-watch', 'a']) t.is(checkName(name, ['presence']), name);
  for (const name of [
    'Census',
    'night_watch',
    'night--watch',
    '-a',
    'a-',
    'a1',
    '../a',
    'a/b',
    'a b',
    'é',
    'a'.repeat(31),
  ])
    t.throws(
      () => checkName(name, []),
      { code: 'new-service.name-refused', message: /is no name for a service/ },
      name,
    );
});

test('a name that is missing, taken or reserved is refused', (t) => {
  t.throws(() => checkName(undefined, []), { message: /npm run new:service -- <name>/ });
  t.throws(() => checkName('presence', ['presence']), { message: /is there already/ });
  t.throws(() => checkName('redis', []), { message: /is reserved/ });
});

test('its name in code cannot be mistaken for a word of the language, or of the frame', (t) => {
  t.is(identifierOf('night-watch'), 'nightWatchService');
  t.is(identifierOf('delete'), 'deleteService');
});
