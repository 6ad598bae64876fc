/**
 * What is unique of a nickname: its letters without case. Upper case comes first, since only through it
 * do all forms of a letter meet (`ς`, `σ` and `Σ`).
 */
export const nicknameKey = (nickname: string): string =>
  nickname.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
