/** The password of everybody who is generated: they all come with one of these hashes of it. */
export const password = 'häns & grete';

/** Made by other programs: bcrypt, Django's PBKDF2, phpBB's and WordPress' phpass. */
const hashes = [
  '$2y$05$abcdefghijklmnopqrstuuRypRHW7yAniBosLjdaayTMJ9bW5catq',
  'pbkdf2_sha256$20000$NaCl.salt$v8VLsvyzccz8HarjnkOH6K6VDIUil86eOkzIRDcTS3o=',
  '$H$9saltSALTGqEKaloset7XwaNzmmDBE0',
  '$P$BsaltSALTTbpCZps1qQyN.b9Y65tsR0',
];

const firsts = [
  ...[
    'Amber',
    'Bruno',
    'Clara',
    'Dario',
    'Edda',
    'Fabio',
    'Greta',
    'Hanno',
    'Imke',
    'Jonas',
    'Katja',
    'Lasse',
  ],
  ...['Mara', 'Nuria', 'Oskar', 'Petra', 'Quirin', 'Rosa', 'Sven', 'Tilda', 'Ulf', 'Vera', 'Wanda', 'Yann'],
  ...['Zoe', 'Anouk', 'Björn', 'Chloé', 'Émile', 'Jürgen', 'Søren', 'Zoltan'],
];
const seconds = [
  ...['Badger', 'Cedar', 'Dune', 'Ember', 'Falcon', 'Garnet', 'Heron', 'Inlet', 'Juniper', 'Kestrel', 'Lark'],
  ...['Maple', 'Newt', 'Otter', 'Pebble', 'Quarry', 'Raven', 'Sparrow', 'Thistle', 'Umber', 'Vole', 'Willow'],
];

/** The nickname of the user of this index: no two are alike, nor look it. */
export const nicknameOf = (index: number): string => {
  const first = firsts[index % firsts.length] ?? '';
  const pair = Math.floor(index / firsts.length);
  const second = seconds[pair % seconds.length] ?? '';
  const round = Math.floor(pair / seconds.length);
  const name = index % 9 === 4 ? `${first} ${second}` : `${first}${second}`;
  return round === 0 ? name : `${name}-${round}`;
};

/** How the user is mentioned in a text. */
export const mentionOf = (index: number): string => {
  const nickname = nicknameOf(index);
  return nickname.includes(' ') ? `@"${nickname}"` : `@${nickname}`;
};

/** The user of this index, as a record; one in forty comes without a hash. */
export const userRecord = (index: number, createdAt: string) => ({
  kind: 'user',
  id: `u${index + 1}`,
  nickname: nicknameOf(index),
  email: `member${index + 1}@example.org`,
  ...(index % 40 === 39 ? {} : { passwordHash: hashes[index % hashes.length] }),
  createdAt,
});
