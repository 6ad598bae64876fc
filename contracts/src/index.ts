export { accessTokens } from './access-tokens.js';
export { AlertKind, AlertsAlertRaised, AlertsSendDigest, alertFields } from './alerts.js';
export { AuditGetHistory } from './audit.js';
export {
  AuthGetKeys,
  AuthGetUserById,
  AuthSessionRevoked,
  AuthUserBanned,
  AuthUserChanged,
  AuthUserPasswordChanged,
  AuthUserSignedIn,
  AuthUserSignedOut,
  AuthUserSignedUp,
  AuthUserUnbanned,
  User,
} from './auth.js';
export {
  ContentPostDeleted,
  ContentPostEdited,
  ContentPostReplied,
  ContentPostRestored,
  ContentSectionAccessChanged,
  ContentSubscriptionChanged,
  ContentTellReaders,
  ContentThreadCreated,
  ContentThreadDeleted,
  ContentThreadLocked,
  ContentThreadMoved,
  ContentThreadRenamed,
  ContentThreadReplied,
  ContentThreadRestored,
  ContentThreadUnlocked,
  ContentUserMentioned,
  ContentUserMuted,
  ContentUserUnmuted,
  SubscriptionLevel,
} from './content.js';
export { type AnyDeclared, type Declared, type Kind, owner } from './declare.js';
export { Email, Id, MailAddress, Nickname, personal, secret, Time } from './fields.js';
export {
  MailFailure,
  MailingEmailFailed,
  MailingEmailSent,
  MailingSendEmail,
  MailingSuppressionLifted,
} from './mailing.js';
export { Locale, Mail, Unsubscribe } from './mails.js';
export { messages } from './messages.js';
export { nicknameKey } from './nicknames.js';
export { OperatorDeedBegun, OperatorDeedEnded } from './operator.js';
export { isAllowed, type Person, Rule, Who } from './who.js';
