import type { ExecutionContext } from 'ava';
import { Value } from 'typebox/value';
import { AlertView } from '../../src/view.js';

type Test = Pick<ExecutionContext, 'teardown'>;

/** A client of the alert stream, which keeps all that it is sent. */
export const openStream = async (
  t: Test,
  call: (signal: AbortSignal, headers: Record<string, string>) => Promise<Response>,
  lastEventId?: string,
) => {
  const ending = new AbortController();
  t.teardown(() => ending.abort());
  const response = await call(
    ending.signal,
    lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId },
  );
  let text = '';
  let ended = false;
  const reading = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true });
  };
  reading()
    .catch(() => {})
    .finally(() => {
      ended = true;
    });
  // What has come of an event that has not ended yet is none.
  const field = (name: string) =>
    [...text.slice(0, text.lastIndexOf('\n\n') + 1).matchAll(new RegExp(`^${name}: (.*)$`, 'gm'))].map(
      ([, value = '']) => value,
    );
  return {
    status: response.status,
    headers: response.headers,
    text: () => text,
    ended: () => ended,
    close: () => ending.abort(),
    alerts: () => field('data').map((data) => Value.Parse(AlertView, JSON.parse(data))),
    lastEventId: () => field('id').at(-1),
  };
};
