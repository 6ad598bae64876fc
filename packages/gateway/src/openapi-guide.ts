/** How to begin, and what all operations have in common; CommonMark, as OpenAPI has it. */
export const guide = `Every service of the forum under one URL.

### From signing in to a post

1. [Sign in](#/auth/auth.signIn): \`POST /auth/sign-in\` with \`{"email", "password"}\` gives an \`accessToken\` and a \`refreshToken\`.
   Who has no account [signs up](#/auth/auth.signUp) and opens the link that comes by mail.
2. Send \`Authorization: Bearer <accessToken>\` from then on. On this page: *Authorize*, and paste it.
3. Find a place: [categories](#/content/content.listCategories), the [sections](#/content/content.listSections) of one, the
   [threads](#/content/content.listSectionThreads) of one.
4. [Begin a thread](#/content/content.createThread) or [reply in one](#/content/content.createPost): \`{"body": "Tea, of course."}\`.
5. After \`expiresIn\` seconds, or a 401: [exchange the refresh token](#/auth/auth.refresh) for a new pair. Each is good once.
6. [Listen to alerts](#/alerts/alerts.getStream) as they come.

### What all have in common

- **Errors** are \`application/problem+json\` (RFC 9457). Go by \`code\`, show \`detail\`; \`errors\` names each bad field by a JSON pointer.
  Fields that are not described here are refused (422).
- **Lists** answer \`{items, next, previous}\`. Send \`next\` as \`cursor\` to go on; it is null at the end. No item comes twice, and none is
  skipped, while others write.
- **Creates** take an \`Idempotency-Key\`: sent again with the same key, they are done once.
- **Changes** take \`If-Match\` with the \`ETag\` of what was read, which is its \`version\` in quotes: 412 where somebody was quicker.
- **Limits**: \`RateLimit\` says what is left, a 429 by \`Retry-After\` how many seconds to wait.
- **Time**: \`X-Timeout-Ms\` says how many milliseconds you wait. After a 504 \`request.too-slow\` nothing was done; after a 502 or any other 504
  look before you send it again, or send it with the same \`Idempotency-Key\`.
- **Correlation**: \`X-Correlation-Id\` comes with every answer. A request may bring its own.
- **Times** are RFC 3339 in UTC, ids UUIDs. Texts of posts are Markdown; their \`html\` is sanitised, to be shown as it is.
- **Pages of other origins** may ask where the setting \`CORS_ORIGINS\` of the gateway lists them. There are no cookies.`;
