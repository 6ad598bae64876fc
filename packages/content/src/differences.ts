import { type Change, diffLines, diffWordsWithSpace } from 'diff';

/** A piece of two texts: in both, in the later one only, or in the earlier one only. */
export interface Difference {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/**
 * Anybody may ask, and comparing is work that grows by the square of the changes. Past so many changed lines the text,
 * past so many changed words its lines are said to be replaced, and words are compared in the first of so many places.
 */
const most = { lines: 200, words: 100, places: 50 };

/**
 * How one text became another: by lines, and by words where lines were replaced. The pieces that are not removed make up
 * the later text, those that are not added the earlier one.
 */
export const differencesBetween = (before: string, after: string): Difference[] => {
  const lines = diffLines(before, after, { maxEditLength: most.lines });
  const pieces = lines?.map(differenceOf) ?? replaced(before, after);
  let places = 0;
  const refined = pieces.flatMap((piece, at) => {
    const [previous, next] = [pieces[at - 1], pieces[at + 1]];
    if (piece.kind === 'added' && previous?.kind === 'removed') return [];
    if (piece.kind !== 'removed' || next?.kind !== 'added') return [piece];
    places += 1;
    if (places > most.places) return [piece, next];
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
