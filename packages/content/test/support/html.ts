import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parseFragment } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** All elements of an HTML text, as a browser reads it. */
export const elementsOf = (html: string): Element[] => descendants(parseFragment(html)).filter(isElement);

/** What a browser would find in HTML that a post must not have. */
export const faultsIn = (html: string): string[] =>
  descendants(parseFragment(html)).flatMap((node) => {
    if (isElement(node)) return faultsOf(node);
    return defaultTreeAdapter.isTextNode(node) ? [] : [node.nodeName];
  });

const { isElementNode: isElement } = defaultTreeAdapter;

const descendants = (node: Node): Node[] =>
  'childNodes' in node ? node.childNodes.flatMap((child) => [child, ...descendants(child)]) : [];

const global =
  /^(?:p|br|hr|h[1-6]|blockquote|ul|ol|li|pre|code|table|thead|tbody|tr|th|td|a|em|strong|s|img)$/;

const values: Record<string, (value: string) => boolean> = {
  'a href': (value) => leadsTo(value, ['http:', 'https:', 'mailto:']),
  'a title': () => true,
  'a rel': (value) => value === 'nofollow ugc noopener noreferrer',
  'a class': (value) => value === 'mention',
  'a data-user-id': () => true,
  'blockquote data-post-number': () => true,
  'blockquote data-user-id': () => true,
  'code class': (value) => /^language-[\w+#.-]+$/.test(value),
  'img src': (value) => /^https?:/i.test(value) && leadsTo(value, ['http:', 'https:']),
  'img alt': () => true,
  'img title': () => true,
  'img loading': (value) => value === 'lazy',
  'ol start': () => true,
  'td align': (value) => ['left', 'center', 'right'].includes(value),
  'th align': (value) => ['left', 'center', 'right'].includes(value),
};

const faultsOf = ({ tagName, attrs }: Element) => [
  ...(global.test(tagName) ? [] : [tagName]),
  ...attrs
    .filter(({ name, value }) => values[`${tagName} ${name}`]?.(value) !== true)
    .map(({ name, value }) => `${tagName} ${name}=${value}`),
  ...(attrs.some(({ name }) => name === 'href') && !attrs.some(({ name }) => name === 'rel')
    ? ['a without rel']
    : []),
];

/** Where a browser would go, which takes `java\tscript:` and `\\host` for what they are. */
const leadsTo = (value: string, schemes: readonly string[]) => {
  const page = 'https://forum.example/threads/1';
  if (!URL.canParse(value, page)) return true;
  const { protocol, host } = new URL(value, page);
  const named = /^(?:https?:\/\/|mailto:)/i.test(value);
  return schemes.includes(protocol) && (named || host === 'forum.example');
};
