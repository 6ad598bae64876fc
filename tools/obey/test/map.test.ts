import test from 'ava';
import { startDay } from './support/forum-day.js';
import { run, runJson } from './support/run.js';

interface Edge {
  readonly service: string;
  readonly does: string;
  readonly type: string;
  readonly declared: boolean;
  readonly observed: number;
}

test('the map holds what is declared beside what was observed', async (t) => {
  const { url } = await startDay(t);
  const edges: Edge[] = await runJson(url, ['map', 'alerts']);
  const edge = (does: string, type: string) => edges.find((one) => one.does === does && one.type === type);
  t.like(edge('says', 'alerts.alert.raised'), { declared: true });
  t.true(Number(edge('reacts to', 'content.post.replied')?.observed) > 0);
  t.like(edge('reacts to', 'auth.user.banned'), { declared: true, observed: 0 });
  t.true(edges.every(({ service }) => service === 'alerts'));
});

test('what is observed and declared by nobody stands out', async (t) => {
  const { url, client } = await startDay(t);
  const event = (more: object) =>
    JSON.stringify({
      specversion: '1.0',
      source: 'census',
      dataversion: 1,
      time: new Date().toISOString(),
      data: {},
      ...more,
    });
  const [banned] = await runJson(url, ['tail', '@start:end', '--type', 'auth.user.signed.in']);
  await client.xadd(
    'events:{census:0}',
    '*',
    'event',
    event({ id: 'm-1', type: 'census.counted', causationid: banned.id }),
  );
  const edges: Edge[] = await runJson(url, ['map', 'census']);
  t.deepEqual(
    edges.map(({ does, type, declared, observed }) => [does, type, declared, observed]),
    [
      ['says', 'census.counted', false, 1],
      ['reacts to', 'auth.user.signed.in', false, 1],
    ],
  );
});

test('it can be drawn: Mermaid and dot, an arrow from who says to who hears', async (t) => {
  const { url } = await startDay(t);
  const mermaid = (await run(url, ['map', '--as', 'mermaid'])).stdout;
  t.regex(mermaid, /^flowchart LR\n/);
  t.regex(mermaid, /s_content\["content"\] -->\|".*content\.thread\.replied.*"\| s_alerts\["alerts"\]/);
  const dot = (await run(url, ['map', '--as', 'dot'])).stdout;
  t.regex(
    dot,
    /^digraph choreography \{[\s\S]*"alerts" -> "mailing" \[label="mailing\.send\.email"\];[\s\S]*\}\n$/,
  );
});
