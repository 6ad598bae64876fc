import type { asyncApi } from './asyncapi.js';
import type { Channel } from './asyncapi-channels.js';

type Document = ReturnType<typeof asyncApi>;

/** A page without scripts: a style sheet of ours is all that it may load. */
export const eventsPolicy =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The page that shows `/asyncapi.json`: every channel, its messages, who says them and who hears them. */
export const eventsPage = (document: Document, assets: string): string => {
  const channels = Object.entries(document.channels);
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${text(document.info.title)}</title>
    <link rel="icon" type="image/png" href="../${assets}/favicon-32x32.png">
    <link rel="stylesheet" href="../${assets}/events.css">
  </head>
  <body>
    <h1>${text(document.info.title)}</h1>
    <p>${marked(document.info.description)}</p>
    <p>As <a href="../asyncapi.json">AsyncAPI ${text(document.asyncapi)}</a> · <a href="../docs">the REST API</a></p>
    <nav><ul>${channels.map(([name]) => `<li><a href="#${name}">${text(name)}</a></li>`).join('')}</ul></nav>
    ${channels.map(([name, channel]) => channelOf(document, name, channel)).join('\n')}
    <h2 id="CloudEvent">Every message</h2>
    <pre>${json(document.components.schemas.CloudEvent)}</pre>
  </body>
</html>
`;
};

const channelOf = (document: Document, name: string, channel: Channel) => `<section>
      <h2 id="${name}">${text(name)}</h2>
      <p>${marked(channel.description)}</p>
      <dl>
        <dt>stream</dt><dd><code>${text(channel.address)}</code></dd>
        ${Object.entries(channel.parameters).map(parameterOf).join('\n        ')}
      </dl>
      ${Object.keys(channel.messages)
        .map((message) => messageOf(document, name, message))
        .join('\n      ')}
    </section>`;

const parameterOf = ([name, parameter]: [string, Channel['parameters'][string]]) =>
  `<dt>${text(name)}</dt><dd>${parameter.enum ? `<code>${parameter.enum.map(text).join(' ')}</code><br>` : ''}${marked(parameter.description)}</dd>`;

const messageOf = (document: Document, channel: string, name: string) => {
  const message = document.components.messages[name];
  if (!message) return '';
  const data = message.payload.allOf.flatMap((schema) =>
    'properties' in schema ? [schema.properties] : [],
  )[0];
  return `<article>
        <h3 id="${name}">${text(name)}</h3>
        <p>${marked(message.summary)}</p>
        <dl>
          <dt>type</dt><dd><code>${text(data?.type.const ?? '')}</code>, version ${data?.dataversion.const ?? ''}</dd>
          <dt>says it</dt><dd>${doing(document, 'send', channel, name)}</dd>
          <dt>hears it</dt><dd>${doing(document, 'receive', channel, name)}</dd>
        </dl>
        <details><summary>data</summary><pre>${json(data?.data ?? {})}</pre></details>
      </article>`;
};

/** The services that send or receive a message; for answers, those who answer and those who asked. */
const doing = (document: Document, action: 'send' | 'receive', channel: string, message: string) => {
  const ref = `#/channels/${channel}/messages/${message}`;
  const other = action === 'send' ? 'receive' : 'send';
  const services = Object.values(document.operations).flatMap((operation) => {
    const told = operation.action === action && operation.messages.some(({ $ref }) => $ref === ref);
    const replied = operation.action === other && operation.reply?.messages.some(({ $ref }) => $ref === ref);
    return told || replied ? operation.tags.map(({ name }) => name) : [];
  });
  return services.length === 0 ? 'nobody yet' : [...new Set(services)].map(text).join(', ');
};

const text = (raw: string) => raw.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
/** Descriptions are CommonMark; of it, code is all that ours have. */
const marked = (raw: string) => text(raw).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
const json = (value: object) => text(JSON.stringify(value, null, 2));
