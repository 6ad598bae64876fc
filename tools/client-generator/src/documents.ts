import { startTemporaryForum } from '@obey/dev';

export type Json = Readonly<Record<string, unknown>>;

/** The OpenAPI document of a forum that is started for this, and stopped. Throws where a service is missing in it. */
export const documentOfForum = async (): Promise<Json> => {
  const forum = await startTemporaryForum();
  try {
    const answer = await fetch(new URL('/openapi.json', forum.url));
    const document: { info: Json } & Json = JSON.parse(await answer.text());
    const missing = document.info['x-missing'];
    if (missing !== undefined)
      throw new Error(`The document lacks ${String(missing)}; nothing was generated.`);
    return document;
  } finally {
    await forum.stop();
  }
};
