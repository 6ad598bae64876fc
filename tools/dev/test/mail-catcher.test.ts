import { request } from 'node:http';
import test, { type ExecutionContext } from 'ava';
import { createTransport } from 'nodemailer';
import { createMailReader } from '../src/demo/mail-reader.js';
import { startMailCatcher } from '../src/mail-catcher/mail-catcher.js';
import { createMailBox } from '../src/mail-catcher/mails.js';

const setUp = async (t: ExecutionContext) => {
  const catcher = await startMailCatcher({ smtp: 0, page: 0 });
  const transport = createTransport(catcher.smtpUrl);
  t.teardown(async () => {
    transport.close();
    await catcher.stop();
  });
  const send = (to: string, more: object = {}) =>
    transport.sendMail({ from: 'Forum <f@forum.example>', to, subject: 'Hello', text: 'Hi', ...more });
  return { catcher, send };
};

test('a mail that was sent can be read by the address it went to', async (t) => {
  const { catcher, send } = await setUp(t);
  await send('ann@people.example', { text: 'Confirm: http://127.0.0.1/x?token=abc-_1' });
  await send('ben@people.example');
  const mails = await createMailReader(catcher.url).to('Ann@people.example');
  t.is(mails.length, 1);
  t.like(mails[0], { subject: 'Hello', deliveries: 1 });
  t.true(mails[0]?.text.includes('http://127.0.0.1/x?token=abc-_1'));
});

test('a mail that comes again with its Message-ID is one mail with two deliveries', async (t) => {
  const { catcher, send } = await setUp(t);
  const messageId = '<one@forum.example>';
  await send('ann@people.example', { messageId });
  await send('ann@people.example', { messageId });
  await send('ann@people.example');
  const mails = await createMailReader(catcher.url).to('ann@people.example');
  t.deepEqual(
    mails.map(({ deliveries }) => deliveries),
    [1, 2],
  );
});

test('the pages show what a stranger wrote as text, and its HTML only in a sandbox', async (t) => {
  const { catcher, send } = await setUp(t);
  const subject = '<script>alert(1)</script>';
  await send('ann@people.example', {
    subject,
    html: '<p onclick="steal()">"Hi"</p><script>steal()</script>',
  });
  const list = await (await fetch(catcher.url)).text();
  const path = /href="(\/view\/[^"]+)"/.exec(list)?.[1] ?? '';
  const answer = await fetch(new URL(path, catcher.url));
  const page = await answer.text();
  for (const html of [list, page]) t.false(html.includes('<script'));
  t.regex(page, /<iframe sandbox="allow-popups allow-popups-to-escape-sandbox"/);
  t.regex(answer.headers.get('content-security-policy') ?? '', /default-src 'none'/);
});

test('there is no mail that is not there, and no writing', async (t) => {
  const { catcher } = await setUp(t);
  for (const path of ['/mails/1', '/view/1', '/elsewhere', '/mails/1/2'])
    t.is((await fetch(new URL(path, catcher.url))).status, 404, path);
  t.is((await fetch(new URL('/mails', catcher.url), { method: 'DELETE' })).status, 405);
});

test('a page of another site cannot read the mails by a name of its own', async (t) => {
  const { catcher } = await setUp(t);
  const status = await new Promise((resolve, reject) => {
    request(catcher.url, { headers: { host: 'evil.example' } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
  t.is(status, 403);
});

test('past its limit the box drops the oldest mails', (t) => {
  const box = createMailBox(2);
  const mail = { from: '', to: [], subject: '', text: '', html: undefined, receivedAt: '' };
  for (const messageId of ['a', 'b', 'b', 'c']) box.put({ ...mail, messageId });
  t.deepEqual(
    box.list().map(({ messageId, deliveries }) => [messageId, deliveries]),
    [
      ['c', 1],
      ['b', 2],
    ],
  );
});
