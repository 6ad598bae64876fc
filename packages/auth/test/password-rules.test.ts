import test from 'ava';
import { passwordFault, siteNamesOf } from '../src/password-rules.js';

const ada = {
  nickname: 'Ada Lovelace',
  email: 'countess@engines.example',
  siteNames: siteNamesOf('https://www.difference-forum.example', 'Analytical Society'),
};

test('a password has 8 to 128 characters, of whatever kind', (t) => {
  t.regex(passwordFault('r9!kx#z', ada) ?? '', /8 to 128/);
  t.is(passwordFault('r9!kx#zq', ada), undefined);
  t.is(passwordFault('only small letters', ada), undefined);
  t.is(passwordFault('𐐷'.repeat(128), ada), undefined);
  t.is(passwordFault('\u03b1\u0314\u0300\u0345'.repeat(128), ada), undefined);
  t.regex(passwordFault('x'.repeat(129), ada) ?? '', /8 to 128/);
});

for (const password of [
  'password',
  'PassWord',
  'ｐａｓｓｗｏｒｄ',
  '12345678',
  'Qwertyuiop',
  'iloveyou',
  'TRUSTNO1',
])
  test(`${password} is refused, since it is tried first`, (t) => {
    t.regex(passwordFault(password, ada) ?? '', /tried first/);
  });

const own: [string, RegExp][] = [
  ['ADA LOVELACE', /nickname/],
  ['AdaLovelace1815', /nickname/],
  ['ada-lovelace!', /nickname/],
  ['Countess@Engines.example', /address/],
  ['countess1', /address/],
  ['Difference-Forum', /site/],
  ['www.difference-forum.example', /site/],
  ['analytical society 2026', /site/],
];

for (const [password, why] of own)
  test(`${password} is refused, since it stands beside the question`, (t) => {
    t.regex(passwordFault(password, ada) ?? '', why);
  });

test('a password that only contains such a word is a password', (t) => {
  t.is(passwordFault('ada lovelace eats peaches', ada), undefined);
  t.is(passwordFault('not the password', ada), undefined);
  t.is(passwordFault('20260815', { ...ada, nickname: '123' }), undefined);
});
