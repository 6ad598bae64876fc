/** Letters with at most two combining marks each (Devanagari needs them), digits, `_`, `-`, single inner spaces. */
const pattern = /^(?:\p{L}\p{M}{0,2}|[\p{Nd}_-])+(?: (?:\p{L}\p{M}{0,2}|[\p{Nd}_-])+)*$/u;

const shortest = 3;
const longest = 32;

export type NicknameReading = { readonly nickname: string } | { readonly fault: string };

/** The nickname as it is shown (NFKC), or why it is none. Lengths count code points. */
export const readNickname = (given: string): NicknameReading => {
  const nickname = given.normalize('NFKC');
  const length = [...nickname].length;
  if (length < shortest || length > longest)
    return { fault: `must have ${shortest} to ${longest} characters` };
  if (!pattern.test(nickname))
    return { fault: 'must be of letters, digits, _ and -, with single spaces between' };
  return { nickname };
};

/**
 * What is unique of a nickname: its letters without case. Upper case comes first, since only through it
 * do all forms of a letter meet (`ς`, `σ` and `Σ`).
 */
export const nicknameKey = (nickname: string): string =>
  nickname.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
