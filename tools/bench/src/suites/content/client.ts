import { Pool } from 'undici';
import type { Writer } from './writers.js';

/** Asks one server over connections that stay open. */
export interface Client {
  /** Reads, and gives the body; rejects for anything but 200. */
  get(path: string): Promise<string>;
  /** Creates, and gives the body; rejects for anything but 201. */
  post(path: string, body: object, writer: Writer): Promise<string>;
  close(): Promise<void>;
}

export const clientOf = (url: string, connections: number): Client => {
  const pool = new Pool(url, { connections });
  const bodyOf = async (
    method: 'GET' | 'POST',
    path: string,
    wanted: number,
    sent: { readonly headers?: Record<string, string>; readonly body?: string } = {},
  ) => {
    const { statusCode, body } = await pool.request({ method, path, ...sent });
    const text = await body.text();
    if (statusCode !== wanted) throw new Error(`${method} ${path} answered ${statusCode}: ${text}`);
    return text;
  };
  return {
    get: (path) => bodyOf('GET', path, 200),
    post: async (path, body, { token, userId }) =>
      bodyOf('POST', path, 201, {
        // The bare handler is told who writes: it checks no tokens.
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${await token()}`,
          'x-user-id': userId,
        },
        body: JSON.stringify(body),
      }),
    close: () => pool.close(),
  };
};
