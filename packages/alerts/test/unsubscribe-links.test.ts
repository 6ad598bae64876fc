import { newId } from '@obey/choreography';
import test from 'ava';
import fc from 'fast-check';
import { chosenKinds } from '../src/preferences.js';
import { createUnsubscribeLinks, type Ending } from '../src/unsubscribe-links.js';

const secret = 'a secret of more than thirty-two characters';
const siteUrl = 'https://forum.example';
const links = createUnsubscribeLinks({ siteUrl, secret });

const ending: fc.Arbitrary<Ending> = fc.record({
  userId: fc.uuid(),
  channel: fc.constantFrom('email', 'digest'),
  kind: fc.constantFrom(...chosenKinds, 'all'),
});

test('a link says what it was made to end, and fits into a mail', (t) => {
  fc.assert(
    fc.property(ending, (one) => {
      const link = links.linkTo(one);
      t.true(link.startsWith(`${siteUrl}/alerts/unsubscribe?token=`));
      t.true(link.length < 250);
      t.deepEqual(links.read(new URL(link).searchParams.get('token') ?? ''), one);
    }),
  );
});

test('a link that was cut, lengthened or altered anywhere is none', (t) => {
  fc.assert(
    fc.property(ending, fc.nat(), fc.constantFrom('a', 'B', '0', '.', '-', 'é'), (one, place, letter) => {
      const token = links.tokenOf(one);
      const at = place % token.length;
      t.is(links.read(token.slice(0, at)), undefined);
      t.is(links.read(`${token}${letter}`), undefined);
      if (token[at] !== letter)
        t.is(links.read(`${token.slice(0, at)}${letter}${token.slice(at + 1)}`), undefined);
    }),
  );
});

test('a seal of something else, or by another secret, is none', (t) => {
  const [ada, ben]: Ending[] = [newId(), newId()].map((userId) => ({
    userId,
    channel: 'email',
    kind: 'all',
  }));
  if (!ada || !ben) return t.fail();
  const sealOf = (token: string) => token.slice(token.lastIndexOf('.'));
  const [hers, his] = [links.tokenOf(ada), links.tokenOf(ben)];
  t.is(links.read(hers.replace(sealOf(hers), sealOf(his))), undefined);
  const others = createUnsubscribeLinks({ siteUrl, secret: `another ${secret}` });
  t.is(links.read(others.tokenOf(ada)), undefined);
  for (const token of ['', '.', '..', '...', 'x', hers.slice(1)]) t.is(links.read(token), undefined);
});

test('while the secret is being changed, links by the one before are good, and new ones are by the new', (t) => {
  const one: Ending = { userId: newId(), channel: 'digest', kind: 'all' };
  const other = `another ${secret}`;
  const changing = createUnsubscribeLinks({ siteUrl, secret: other, secretBefore: secret });
  t.deepEqual(changing.read(links.tokenOf(one)), one);
  t.is(changing.tokenOf(one), createUnsubscribeLinks({ siteUrl, secret: other }).tokenOf(one));
});
