import { createRequire } from 'node:module';
import { messages } from '@obey/contracts';
import { Ajv } from 'ajv';
import test from 'ava';
import { asyncApi } from '../src/asyncapi.js';
import { eventsPage } from '../src/events-page.js';
import { startGateway } from './support/upstreams.js';

const require = createRequire(import.meta.url);
const specification: object = require('@asyncapi/specs/schemas/3.0.0-without-$id.json');

const declared = (name: string) => messages.filter((message) => message.name === name);

const cast = [
  { service: 'auth', says: declared('AuthUserChanged'), asks: [], reactsTo: declared('AuthGetUserById') },
  { service: 'content', says: [], asks: declared('AuthGetUserById'), reactsTo: declared('AuthUserChanged') },
];

const isValid = new Ajv({ strict: false, validateFormats: false }).compile(specification);
const faults = (document: object) => (isValid(document) ? [] : isValid.errors);

/** Every reference leads somewhere. */
const dangling = (document: object) =>
  [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)]
    .map(([, path = '']) => path)
    .filter((path) => {
      const found = path.split('/').reduce<unknown>((at, key) => Object(at)[key], document);
      return found === undefined;
    });

test('the document is valid AsyncAPI 3.0, with and without what services have declared', (t) => {
  for (const known of [[], cast]) {
    const document = JSON.parse(JSON.stringify(asyncApi(messages, known)));
    t.deepEqual(faults(document), []);
    t.deepEqual(dangling(document), []);
  }
});

test('every message is in one channel, whose address and partitions are its streams', (t) => {
  const { channels, components } = asyncApi(messages, cast);
  const carried = Object.values(channels).flatMap((channel) => Object.keys(channel.messages));
  t.deepEqual(carried.sort(), Object.keys(components.messages).sort());
  for (const { name } of messages) t.true(carried.includes(name), name);
  t.like(channels.authEvents, { address: 'events:{partition}' });
  t.deepEqual(channels.authEvents?.parameters.partition?.enum?.slice(0, 2), ['{auth:0}', '{auth:1}']);
  t.is(channels.replies?.address, 'replies:{instance}');
});

test('operations tell who says and who hears, and where answers go', (t) => {
  const { operations } = asyncApi(messages, cast);
  t.like(operations.contentHearsAuthEvents, {
    action: 'receive',
    channel: { $ref: '#/channels/authEvents' },
    messages: [{ $ref: '#/channels/authEvents/messages/AuthUserChanged' }],
  });
  t.like(operations.contentSaysAuthRequests, {
    action: 'send',
    reply: {
      channel: { $ref: '#/channels/replies' },
      messages: [{ $ref: '#/channels/replies/messages/AuthGetUserByIdAnswer' }],
    },
  });
  t.like(operations.authHearsAuthRequests, { action: 'receive' });
  t.like(operations.mailingHearsMailingCommands, { action: 'receive' });
});

test('the page names every message, who says it and who hears it, and escapes what it shows', (t) => {
  const document = asyncApi(messages, cast);
  const page = eventsPage({ ...document, info: { ...document.info, title: '<script>' } }, 'docs/assets/1');
  for (const { name } of messages) t.true(page.includes(`id="${name}"`), name);
  t.regex(page, /AuthUserChanged<\/h3>[\s\S]*?says it<\/dt><dd>auth<[\s\S]*?hears it<\/dt><dd>content</);
  t.notRegex(page, /<script|style=|\son\w+=/);
});

test('the gateway serves it, kept by its ETag', async (t) => {
  const { url } = await startGateway(t);
  const answer = await fetch(`${url}/asyncapi.json`);
  const document: object = JSON.parse(await answer.text());
  t.deepEqual(faults(document), []);
  const again = await fetch(`${url}/asyncapi.json`, {
    headers: { 'If-None-Match': answer.headers.get('etag') ?? '', 'Cache-Control': 'max-age=0' },
  });
  t.is(again.status, 304);
});
