import { between, oneOf, type Random } from './random.js';

type Words = readonly [string, ...string[]];

const subjects: Words = [
  ...([
    'the old router',
    'my sourdough',
    'this chapter',
    'the night train',
    'our garden',
    'the third movement',
  ] as const),
  ...([
    'that recipe',
    'the new firmware',
    'a wooden boat',
    'the Café menu',
    'the grammar',
    'the telescope',
  ] as const),
  ...([
    'the committee',
    'the glaze',
    'my bicycle',
    'the last episode',
    'their harbour',
    'the translation',
  ] as const),
];
const verbs: Words = [
  ...([
    'needs',
    'outlived',
    'surprised',
    'reminds me of',
    'depends on',
    'follows',
    'was better than',
  ] as const),
  ...(['never reached', 'explains', 'got mixed up with', 'sounds like', 'replaced', 'survived'] as const),
];
const objects: Words = [
  ...([
    'a second look',
    'every winter so far',
    'the manual',
    'what we tried in spring',
    'two cups of water',
  ] as const),
  ...([
    'most of the reviews',
    'the original',
    'a long weekend',
    'the northern route',
    'more patience',
  ] as const),
  ...(['the way it was done in the eighties', 'its own documentation', 'the smell of rain'] as const),
];
const asides: Words = [
  ...([
    'if you ask me',
    'at least here',
    'as far as I can tell',
    'for once',
    'which nobody expected',
  ] as const),
  ...(['and I checked twice', 'naïve as that sounds', 'most of the time', 'after all'] as const),
];
const emphases: Words = ['really', 'not once', 'always', 'slowly', 'exactly'];

/** The first sentence of a text is made first, so that who quotes it can make it again. */
export const sentence = (random: Random): string => {
  const plain = `${oneOf(random, subjects)} ${oneOf(random, verbs)} ${oneOf(random, objects)}`;
  const text = random() < 0.35 ? `${plain}, ${oneOf(random, asides)}` : plain;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${random() < 0.12 ? '?' : '.'}`;
};

export const title = (random: Random): string => {
  const plain = `${oneOf(random, subjects)} ${oneOf(random, verbs)} ${oneOf(random, objects)}`;
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}${random() < 0.3 ? '?' : ''}`;
};

/** What a text may have besides its sentences. */
export interface Dressing {
  /** A whole quote, with its attribution. */
  readonly quote: string | undefined;
  readonly mention: string | undefined;
}

/** A text in Markdown: some paragraphs, now and then with emphasis, a link, a list, code. */
export const prose = (random: Random, { quote, mention }: Dressing): string => {
  const blocks: string[] = [sentence(random)];
  if (mention !== undefined) blocks[0] = `${mention} ${blocks[0]}`;
  for (let more = between(random, 0, 3); more > 0; more -= 1) blocks.push(paragraph(random));
  if (random() < 0.1) blocks.push(`See https://example.org/${between(random, 1, 9_999)} for the rest.`);
  if (random() < 0.06) blocks.push([1, 2, 3].map(() => `- ${oneOf(random, objects)}`).join('\n'));
  if (random() < 0.03) blocks.push(`\`\`\`\nset level ${between(random, 1, 9)}\nrun --again\n\`\`\``);
  return [...(quote === undefined ? [] : [quote]), ...blocks].join('\n\n');
};

const paragraph = (random: Random): string => {
  const sentences = Array.from({ length: between(random, 1, 5) }, () => sentence(random));
  if (random() < 0.15) sentences.push(`It is **${oneOf(random, emphases)}** so.`);
  if (random() < 0.05) sentences.push(`[More of it](https://example.org/more "A page") is elsewhere.`);
  return sentences.join(' ');
};
