import { Email } from '@obey/contracts';
import { Compile } from 'typebox/compile';

const email = Compile(Email);

/** The address as it is kept and compared: trimmed, in lower case. */
export const normaliseEmail = (given: string): string => given.trim().toLowerCase();

/** Whether mail may be sent to it, by the very check that the mailing contract makes. */
export const isEmail = (normalised: string): boolean => email.Check(normalised);
