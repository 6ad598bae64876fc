export { AlertKind, AlertsAlertRaised } from './alerts.js';
export {
  AuthGetKeys,
  AuthGetUserById,
  AuthSessionRevoked,
  AuthUserBanned,
  AuthUserChanged,
  AuthUserSignedIn,
  AuthUserSignedOut,
  AuthUserSignedUp,
  AuthUserUnbanned,
  User,
} from './auth.js';
export {
  ContentPostReplied,
  ContentThreadCreated,
  ContentThreadLocked,
  ContentThreadReplied,
  ContentThreadUnlocked,
} from './content.js';
export { type AnyDeclared, type Declared, type Kind, owner } from './declare.js';
export { Email, Id, sensitive, Time } from './fields.js';
export { Mail, MailingEmailFailed, MailingEmailSent, MailingSendEmail } from './mailing.js';
export { messages } from './messages.js';
