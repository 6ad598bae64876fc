import { nicknameKey } from '@obey/contracts';
import test from 'ava';
import fc from 'fast-check';
import { nicknameLook, readNickname } from '../src/nicknames.js';

const good = ['Ada', 'ada lovelace', 'a_b-c', '007', 'Ünïcødé', 'हिन्दी', 'x'.repeat(32), '𝒜da'];
const bad = [
  '',
  'ab',
  'x'.repeat(33),
  ' ada',
  'ada ',
  'a  b',
  'a\tb',
  'a.b',
  'ada!',
  'a\u200bda',
  'a\u202eda',
  '<ada>',
  'a\u0300\u0301\u0302\u0303bc',
  '\u0301\u0301\u0301',
];

for (const nickname of good)
  test(`"${nickname}" is a nickname`, (t) => {
    t.deepEqual(readNickname(nickname), { nickname: nickname.normalize('NFKC') });
  });

for (const nickname of bad)
  test(`${JSON.stringify(nickname)} is no nickname`, (t) => {
    t.true('fault' in readNickname(nickname));
  });

test('lengths count characters, not code units', (t) => {
  t.true('fault' in readNickname('𐐷𐐷'));
  t.true('nickname' in readNickname('𐐷'.repeat(32)));
});

test('nicknames that differ by case or by form alone are one', (t) => {
  t.is(nicknameKey('ADA'), nicknameKey('ada'));
  t.is(nicknameKey('Ada'), nicknameKey('Ａｄａ'));
  t.is(nicknameKey('Åsa'), nicknameKey('A\u030asa'));
  t.is(nicknameKey('ΣΑΣ'), nicknameKey('σας'));
  t.not(nicknameKey('ada'), nicknameKey('ad a'));
});

test('a nickname shown once is shown so again, and keeps its key', (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 3, maxLength: 32 }), (given) => {
      const reading = readNickname(given);
      if ('fault' in reading) return;
      t.deepEqual(readNickname(reading.nickname), reading);
      t.is(nicknameKey(reading.nickname), nicknameKey(given));
      t.is(nicknameKey(nicknameKey(given)), nicknameKey(given));
    }),
  );
});

test('plain letters in any case have one key', (t) => {
  const mixed = fc.stringMatching(/^[a-zA-ZäöüÄÖÜßéÉ]{3,32}$/);
  fc.assert(
    fc.property(mixed, (given) => {
      t.is(nicknameKey(given.toUpperCase()), nicknameKey(given));
      t.is(nicknameKey(given.toLowerCase()), nicknameKey(given));
    }),
  );
});

test('nicknames that look alike are one, whatever alphabets they are written in', (t) => {
  for (const alike of ['аdmin', 'ΑDMIN', 'admіn', 'adrnin', 'аԁmin'])
    t.is(nicknameLook(alike), nicknameLook('admin'), alike);
  t.is(nicknameLook('b0b'), nicknameLook('bob'));
  t.is(nicknameLook('pau1'), nicknameLook('paul'));
  t.is(nicknameLook('Åsa'), nicknameLook('A\u030asa'));
  t.not(nicknameLook('Åsa'), nicknameLook('Asa'));
  t.not(nicknameLook('anna'), nicknameLook('hanna'));
});

test('what is one by its letters looks alike', (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 3, maxLength: 32 }), (given) => {
      t.is(nicknameLook(given.toUpperCase()), nicknameLook(given));
      t.is(nicknameLook(given.toLowerCase()), nicknameLook(given));
    }),
  );
});
