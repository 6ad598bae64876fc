import { MailingSendEmail } from '@obey/contracts';
import { until } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { Value } from 'typebox/value';
import { startAll } from './support/alerts.js';

const oneClick = 'List-Unsubscribe=One-Click';
const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** Ada, who has been mailed of an answer, and the link in that mail, at the instance that serves it. */
const startMailed = async (t: ExecutionContext) => {
  const all = await startAll(t);
  const [ada, ben] = [await all.signIn('Ada'), await all.signIn('Ben')];
  const { threadId, postId } = await all.content.thread(ada.id);
  const answer = () => all.content.answer(threadId, ben.id, { postId, authorId: ada.id });
  await answer();
  const [mail] = await until('she is mailed', async () => {
    const sent = await all.mails();
    return sent.length > 0 && sent;
  });
  const link = Value.Parse(MailingSendEmail.data, mail?.data).unsubscribe?.link ?? '';
  const at = link.replace('https://forum.example', all.first.url);
  return { ...all, ada, ben, threadId, answer, at, chosen: ada.preferences };
};

const post = (at: string, body: string | FormData, headers: Record<string, string> = {}) =>
  fetch(at, { method: 'POST', body, headers });

const codeOf = async (answer: Response) => {
  const { code }: { code?: unknown } = JSON.parse(await answer.text());
  return `${answer.status} ${code}`;
};

test('GET shows what would be ended, as a page without a script, and changes nothing however often it is fetched', async (t) => {
  const { at, chosen } = await startMailed(t);
  for (let n = 0; n < 3; n++) {
    const page = await fetch(at);
    t.is(page.status, 200);
    t.regex(page.headers.get('content-type') ?? '', /^text\/html/);
    t.regex(page.headers.get('content-security-policy') ?? '', /default-src 'none'/);
    t.is(page.headers.get('cache-control'), 'no-store');
    const html = await page.text();
    t.regex(html, /mails about answers to your posts/);
    t.regex(html, /all mails about single alerts/);
    t.notRegex(html, /<script/);
  }
  const { kinds } = await chosen();
  t.true(kinds['post-replied'].email);
  t.is((await post(at, oneClick, form)).status, 200);
});

test('POST ends mails of that kind without a sign-in, and again it changes nothing', async (t) => {
  const { at, ada, ben, threadId, chosen, answer, content, mails } = await startMailed(t);
  for (let n = 0; n < 3; n++) t.is((await post(at, oneClick, form)).status, 200);
  const { kinds } = await chosen();
  t.deepEqual(kinds['post-replied'], { inApp: true, email: false, digest: false });
  t.true(kinds.mentioned.email);
  t.is((await ada.call('GET', '/alerts/preferences')).headers.get('etag'), '"1"');
  await answer();
  await content.mention(threadId, ben.id, ada.id);
  await until('she is mailed of what she still wants', async () => (await mails()).length === 2);
  t.is((await ada.list()).items.length, 3);
});

test('the form may come in parts, as RFC 8058 allows', async (t) => {
  const { at, chosen } = await startMailed(t);
  const parts = new FormData();
  parts.set('List-Unsubscribe', 'One-Click');
  t.is((await post(at, parts)).status, 200);
  t.false((await chosen()).kinds['post-replied'].email);
});

test('what others add to the link, or a line break behind the form, keeps nobody from ending mails', async (t) => {
  const { at, chosen } = await startMailed(t);
  const counted = `${at}&utm_source=mail&utm_medium=email`;
  t.is((await fetch(counted)).status, 200);
  t.is((await post(counted, `${oneClick}\r\n`, form)).status, 200);
  t.false((await chosen()).kinds['post-replied'].email);
});

test('the buttons of the page post what they say, that for all mails too', async (t) => {
  const { at, first, chosen } = await startMailed(t);
  const html = await (await fetch(at)).text();
  const actions = [...html.matchAll(/action="([^"]+)"/g)].map(([, action = '']) => action);
  t.is(actions.length, 2);
  const all = new URL(actions[1] ?? '', `${first.url}/alerts/unsubscribe`).href;
  const page = await post(all, oneClick, form);
  t.regex(await page.text(), /You get no more: all mails about single alerts/);
  const { kinds } = await chosen();
  t.false(Object.values<{ email: boolean }>(kinds).some(({ email }) => email));
});

test('the page is in the language that the browser asks for, or in English', async (t) => {
  const { at } = await startMailed(t);
  const pageFor = async (languages: string, method = 'GET') => {
    const headers = { 'accept-language': languages, ...form };
    const page = await fetch(at, { method, headers, ...(method === 'POST' && { body: oneClick }) });
    return { language: page.headers.get('content-language'), html: await page.text() };
  };
  for (const languages of ['de', 'de-AT, en;q=0.5', 'fr, de;q=0.8, en;q=0.7']) {
    const { language, html } = await pageFor(languages);
    t.is(language, 'de', languages);
    t.regex(html, /<html lang="de">/);
    t.regex(html, /Das bekommst du dann nicht mehr: Mails über Antworten auf deine Beiträge\./);
    t.regex(html, /<button [^>]+>Abbestellen</);
    t.notRegex(html, / mails about /);
  }
  for (const languages of ['en', 'fr', '*', 'de;q=0', 'x'.repeat(200)])
    t.is((await pageFor(languages)).language, 'en', languages);
  const { language, html } = await pageFor('de', 'POST');
  t.is(language, 'de');
  t.regex(html, /Das bekommst du nicht mehr: Mails über Antworten auf deine Beiträge\./);
});

test('a link that was cut, altered or made up is refused, and so is a body that is not one click', async (t) => {
  const { at, chosen, first } = await startMailed(t);
  const bad = [
    at.slice(0, -1),
    `${at.slice(0, -5)}AAAAA`,
    at.replace('.email.', '.digest.'),
    `${first.url}/alerts/unsubscribe?token=x`,
  ];
  for (const link of bad) {
    t.is(await codeOf(await fetch(link)), '400 alerts.unsubscribe-link-invalid');
    t.is(await codeOf(await post(link, oneClick, form)), '400 alerts.unsubscribe-link-invalid');
  }
  t.is(await codeOf(await fetch(`${first.url}/alerts/unsubscribe`)), '422 request.invalid');
  for (const body of ['', 'List-Unsubscribe=Twice', 'x=y'])
    t.is(await codeOf(await post(at, body, form)), '400 alerts.not-one-click');
  t.is(
    await codeOf(await post(at, '{}', { 'content-type': 'application/json' })),
    '415 request.unsupported-media-type',
  );
  t.is(await codeOf(await post(at, 'x'.repeat(5_000), form)), '413 request.too-large');
  const broken = { 'content-type': 'multipart/form-data; boundary=x' };
  t.is(await codeOf(await post(at, 'no parts', broken)), '400 request.malformed');
  t.true((await chosen()).kinds['post-replied'].email);
});
