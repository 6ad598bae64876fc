import { readdirSync, readFileSync } from 'node:fs';
import test from 'ava';
import type { components, ForumClient, ServerEvent, StreamPath } from '../src/index.js';

type Content = ForumClient['content'];
type Given<F extends (...given: never) => unknown> = NonNullable<Parameters<F>[0]>;
type Fits<T, Wanted> = T extends Wanted ? true : false;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

// What stands here is checked when it is compiled: each line says which type must fit and which must not.
const path = { path: { id: '' } };
type Path = { params: typeof path };
type ThreadAnswer = Awaited<ReturnType<Content['getThread']>>;

const checked: {
  aRightBodyFits: Fits<Path & { body: { body: string } }, Given<Content['createPost']>>;
  aMissingFieldDoesNot: Fits<Path & { body: Record<never, never> }, Given<Content['createPost']>>;
  aWrongTypeDoesNot: Fits<Path & { body: { body: number } }, Given<Content['createPost']>>;
  aMissingParameterDoesNot: Fits<{ body: { body: string } }, Given<Content['createPost']>>;
  aWrongWordDoesNot: Fits<Path & { body: { level: 'loudly' } }, Given<Content['setThreadSubscription']>>;
  anAnswerIsItsSchema: Same<ThreadAnswer, components['schemas']['ContentThread']>;
  noContentIsUndefined: Same<Awaited<ReturnType<Content['lockThread']>>, undefined>;
  aStreamIsAStream: Fits<'/alerts/stream', StreamPath>;
  anEventHasTheTypeOfItsName: Same<
    ServerEvent<'/alerts/stream'>['data'],
    components['schemas']['AlertsAlert']
  >;
  aListIsNone: Fits<'/alerts', StreamPath>;
} = {
  aRightBodyFits: true,
  aMissingFieldDoesNot: false,
  aWrongTypeDoesNot: false,
  aMissingParameterDoesNot: false,
  aWrongWordDoesNot: false,
  anAnswerIsItsSchema: true,
  noContentIsUndefined: true,
  aStreamIsAStream: true,
  anEventHasTheTypeOfItsName: true,
  aListIsNone: false,
};

test('what does not fit the document does not compile', (t) => {
  t.is(Object.keys(checked).length, 10);
});

test('nothing in it needs Node', (t) => {
  const folder = new URL('../../src/', import.meta.url);
  const sources = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  t.true(sources.length > 5);
  for (const name of sources)
    t.notRegex(readFileSync(new URL(name, folder), 'utf8'), /node:|\bprocess\.|\bBuffer\b|\brequire\(/, name);
});
