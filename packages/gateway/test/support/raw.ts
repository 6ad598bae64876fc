import { connect, type Socket } from 'node:net';
import { until } from '@obey/test-servers';

/** What came back on one connection for these bytes, until it was closed or `done` says that this is all. */
export const sendRaw = async (
  port: number,
  bytes: string,
  done: (text: string) => boolean = () => false,
): Promise<string> => {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  let closed = false;
  socket.setEncoding('latin1');
  socket.on('data', (chunk) => {
    text += chunk;
  });
  socket.on('error', () => {});
  socket.once('close', () => {
    closed = true;
  });
  socket.write(bytes, 'latin1');
  await until('it is answered', () => closed || done(text));
  socket.destroy();
  return text;
};

/** The status of each answer in what came back. */
export const statusesIn = (text: string): number[] =>
  [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status));

/** A request line and header lines, ended. */
export const head = (...lines: string[]): string => `${lines.join('\r\n')}\r\n\r\n`;

/** A connection that reads nothing until it is told to. */
export const lazySocket = (port: number, bytes: string): Socket => {
  const socket = connect(port, '127.0.0.1');
  socket.pause();
  socket.write(bytes);
  return socket;
};
