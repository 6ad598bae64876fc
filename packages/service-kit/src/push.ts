import type { ServerResponse } from 'node:http';

/** One client that is written to for as long as it stays. */
export interface Line {
  /**
   * Sends a piece of the body. False: it waits, because the client does not read, and `drained` is called when all
   * that waits is gone. Once the line is closed it does nothing, and gives false.
   */
  write(text: string): boolean;
  /** Completes the answer, after what waits. */
  end(): void;
  /** Closes the connection, whatever waits: for a client that does not read. */
  cut(): void;
}

/** What a line tells whoever writes to it. */
export interface Writer {
  drained(): void;
  /** Called once: the client went away, the service stops, the user's token is void, or the line was ended or cut. */
  closed(): void;
}

/**
 * An answer that is written bit by bit and has no end of its own, at the price of one small object for each
 * client. Called when the header is about to be sent; throws a `Refusal` before it has written anything, or never.
 */
export type Push = (line: Line) => Writer;

// A class, since there is one for each client, and there are tens of thousands of them.
class ResponseLine implements Line {
  readonly #res: ServerResponse;
  writer: Writer | undefined;
  open = true;
  #waits = false;

  constructor(res: ServerResponse) {
    this.#res = res;
  }

  write(text: string): boolean {
    if (!this.open) return false;
    const taken = this.#res.write(text);
    if (!taken && !this.#waits) this.#res.once('drain', this.#drained);
    this.#waits ||= !taken;
    return taken;
  }

  get #drained() {
    return () => {
      this.#waits = false;
      if (this.open) this.writer?.drained();
    };
  }

  end(): void {
    this.close();
    this.#res.end();
  }

  cut(): void {
    this.close();
    this.#res.destroy();
  }

  close(): void {
    if (!this.open) return;
    this.open = false;
    this.writer?.closed();
  }
}

/** Lets `push` write to this response; gives the function that ends it. `gone` is called when it has ended. */
export const openLine = (res: ServerResponse, push: Push, gone: () => void): (() => void) => {
  const line = new ResponseLine(res);
  line.writer = push(line);
  // Ended by its own writer before that was known here.
  if (!line.open) line.writer.closed();
  res.once('close', () => {
    line.close();
    gone();
  });
  return () => line.end();
};
