import type { ServerResponse } from 'node:http';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import type { Coding } from './codings.js';
import type { Controller, Sink } from './exchange.js';

/** Brotli's default is made for what is compressed once and kept; this one takes no longer than gzip. */
const brotliQuality = 4;

/**
 * Passes the body of an answer on compressed. Where its length is not known it may be a stream: then each part of it is sent on
 * whole, at some cost in size.
 */
export const compressed = (
  response: ServerResponse,
  { coding, streaming }: { readonly coding: Coding; readonly streaming: boolean },
  controller: Controller,
): Sink => {
  const compressor =
    coding === 'br'
      ? createBrotliCompress({
          params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality },
          ...(streaming && { flush: constants.BROTLI_OPERATION_FLUSH }),
        })
      : createGzip(streaming ? { flush: constants.Z_SYNC_FLUSH } : {});
  if (streaming) response.flushHeaders();
  response.once('close', () => compressor.destroy());
  compressor.on('error', () => response.destroy());
  compressor.on('drain', () => controller.resume());
  compressor.pipe(response);
  return {
    data: (chunk) => {
      if (!compressor.write(chunk)) controller.pause();
    },
    end: () => void compressor.end(),
    broke: () => response.destroy(),
  };
};
