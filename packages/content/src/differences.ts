import { type Change, diffLines, diffWordsWithSpace } from 'diff';

/** A piece of two texts: in both, in the later one only, or in the earlier one only. */
export interface Difference {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Past so many changes, of lines in a text or of words in some lines, it is said only that they were replaced. */
const most = { lines: 500, words: 100 };

/**
 * How one text became another: by lines, and by words where lines were replaced. The pieces that are not removed make up
 * the later text, those that are not added the earlier one.
 */
export const differencesBetween = (before: string, after: string): Difference[] => {
  const lines = diffLines(before, after, { maxEditLength: most.lines });
  const pieces = lines?.map(differenceOf) ?? replaced(before, after);
  const refined = pieces.flatMap((piece, at) => {
    const [previous, next] = [pieces[at - 1], pieces[at + 1]];
    if (piece.kind === 'added' && previous?.kind === 'removed') return [];
    if (piece.kind !== 'removed' || next?.kind !== 'added') return [piece];
    const words = diffWordsWithSpace(piece.text, next.text, { maxEditLength: most.words });
    return words?.map(differenceOf) ?? [piece, next];
  });
  return joined(refined);
};

const joined = (pieces: readonly Difference[]): Difference[] => {
  const whole: Difference[] = [];
  for (const { kind, text } of pieces) {
    const last = whole.at(-1);
    if (last?.kind === kind) whole[whole.length - 1] = { kind, text: last.text + text };
    else whole.push({ kind, text });
  }
  return whole;
};

const differenceOf = ({ added, removed, value }: Change): Difference => ({
  kind: added ? 'added' : removed ? 'removed' : 'same',
  text: value,
});

const replaced = (before: string, after: string): Difference[] => [
  { kind: 'removed', text: before },
  { kind: 'added', text: after },
];
