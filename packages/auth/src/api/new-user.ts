import Type from 'typebox';
import { nicknameRule } from '../nicknames.js';
import { passwordRule } from '../password-rules.js';

// What these must be is checked by the handlers: no schema counts code points, or knows a list of passwords.
export const Nickname = Type.String({ description: nicknameRule });
export const NewPassword = Type.String({ description: passwordRule });

/** Who signs up. */
export const NewUser = Type.Object(
  {
    nickname: Nickname,
    email: Type.String({ description: 'The address that the link is mailed to' }),
    password: NewPassword,
  },
  { examples: [{ nickname: 'Ann', email: 'ann@people.example', password: 'tea at half past four' }] },
);

export const Credentials = Type.Object(
  { email: Type.String(), password: Type.String() },
  { examples: [{ email: 'ann@people.example', password: 'tea at half past four' }] },
);
