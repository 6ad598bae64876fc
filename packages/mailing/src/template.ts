import type { Mail } from '@obey/contracts';
import type { Content } from './render.js';

/** The words of the mail of that name, from its own parameters. */
export type Template<Name extends Mail['template']> = (
  params: Extract<Mail, { template: Name }>['params'],
) => Content;
