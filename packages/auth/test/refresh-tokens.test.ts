import { randomBytes } from 'node:crypto';
import { newId } from '@obey/choreography';
import test from 'ava';
import fc from 'fast-check';
import { createRefreshTokens, openSuccessor, sealSuccessor } from '../src/refresh-tokens.js';

const tokens = createRefreshTokens(randomBytes(32));
const mint = () => tokens.mint(newId(), newId(), randomBytes(32));

test('a token names its user and its session', (t) => {
  const minted = mint();
  t.deepEqual(tokens.read(minted.text), minted);
  t.not(minted.hash, minted.text);
});

test('a token changed in any place is none of ours', (t) => {
  const { text } = mint();
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.constantFrom('A', 'b', '7', '-', '_', '=', ' '), (at, letter) => {
      if (text[at] === letter) return;
      t.is(tokens.read(text.slice(0, at) + letter + text.slice(at + 1)), undefined);
    }),
  );
});

test('texts of any other kind are no tokens', (t) => {
  fc.assert(fc.property(fc.string(), (text) => t.is(tokens.read(text), undefined)));
  t.is(createRefreshTokens(randomBytes(32)).read(mint().text), undefined);
});

test('only the predecessor opens its successor', (t) => {
  const [predecessor, successor, stranger] = [mint(), mint(), mint()];
  const sealed = sealSuccessor(successor.text, predecessor.text, randomBytes(12));
  t.is(openSuccessor(sealed, predecessor.text), successor.text);
  t.throws(() => openSuccessor(sealed, stranger.text));
  t.throws(() => openSuccessor(`${sealed.slice(0, -4)}AAAA`, predecessor.text));
  t.false(Buffer.from(sealed, 'base64').includes(successor.text));
});
