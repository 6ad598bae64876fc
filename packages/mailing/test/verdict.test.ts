import test from 'ava';
import { verdictOn } from '../src/verdict.js';

/** An error as nodemailer makes it. */
const failed = (code: string, response?: string, command = 'RCPT TO') => {
  const responseCode = response === undefined ? undefined : Number.parseInt(response, 10);
  return Object.assign(new Error('Failed'), { code, command, ...(response && { response, responseCode }) });
};

test('a reply to RCPT that says there is no such mailbox is a bounce', (t) => {
  const bounces = [
    '550 5.1.1 No such user',
    '550-5.1.1 No such user',
    '553 5.1.3 Bad address',
    '556 5.1.10 Null MX',
    '550 5.2.1 Disabled',
    '550 User unknown',
    '551 User not local',
  ];
  for (const reply of bounces)
    t.deepEqual(verdictOn(failed('EENVELOPE', reply), true), {
      kind: 'refused',
      reason: reply,
      bounced: true,
    });
});

test('a refusal for reasons that may be mended is no bounce', (t) => {
  const refusals: [string, string][] = [
    ['550 5.7.1 Blocked by policy', 'RCPT TO'],
    ['550 5.1.8 Bad sender domain', 'RCPT TO'],
    ['552 5.2.2 Mailbox full', 'RCPT TO'],
    ['554 Transaction failed', 'RCPT TO'],
    ['550 5.1.1 No such user', 'MAIL FROM'],
    ['550 5.1.1 No such user', 'DATA'],
  ];
  for (const [reply, command] of refusals)
    t.deepEqual(
      verdictOn(failed('EENVELOPE', reply, command), true),
      { kind: 'refused', reason: reply, bounced: false },
      `${reply} to ${command}`,
    );
});

test('what the server says for now is for later, and what it says of itself is that it is away', (t) => {
  t.like(verdictOn(failed('EENVELOPE', '450 Greylisted'), true), { kind: 'later' });
  t.like(verdictOn(failed('EMESSAGE', '452 Full', 'DATA'), true), { kind: 'later' });
  t.deepEqual(verdictOn(failed('EENVELOPE', '421 Closing'), true), { kind: 'away' });
  t.deepEqual(verdictOn(failed('EAUTH', '535 Wrong password', 'AUTH PLAIN'), false), { kind: 'away' });
  t.deepEqual(verdictOn(failed('EPROTOCOL', '554 Not you', 'CONN'), false), { kind: 'away' });
});

test('a connection that ends before the mail says that the server is away; within the mail, it is for later', (t) => {
  for (const code of ['ECONNECTION', 'ESOCKET', 'ETIMEDOUT', 'EABORT', 'ETLS', 'EDNS']) {
    t.deepEqual(verdictOn(failed(code), false), { kind: 'away' }, code);
    t.like(verdictOn(failed(code), true), { kind: 'later' }, code);
  }
});

test('what is none of this is a fault of our own', (t) => {
  for (const error of [new TypeError('x is undefined'), failed('ESTREAM'), 'text', undefined])
    t.deepEqual(verdictOn(error, true), { kind: 'fault' });
});
