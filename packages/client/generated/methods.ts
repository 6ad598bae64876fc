// Generated out of /openapi.json by `npm run generate -w @obey/client`. Do not edit.

import { dataOf, type Http, type Init } from '../src/http.js';

/** Every operation of the forum. */
export const methodsOf = (http: Http) => ({
  alerts: {
    /** Hear of a user again: `DELETE /alerts/muted-users/{userId}`. */
    deleteMutedUser: (init: Init<'/alerts/muted-users/{userId}', 'delete'>) => dataOf(http.DELETE('/alerts/muted-users/{userId}', init)),
    /** By which channels alerts reach you: each kind with its own, or its defaults: `GET /alerts/preferences`. */
    getPreferences: (init?: Init<'/alerts/preferences', 'get'>) => dataOf(http.GET('/alerts/preferences', init)),
    /** How many alerts are unread: `GET /alerts/unread-count`. */
    getUnreadCount: (init?: Init<'/alerts/unread-count', 'get'>) => dataOf(http.GET('/alerts/unread-count', init)),
    /** Your alerts, newest first: `GET /alerts`. */
    listAlerts: (init?: Init<'/alerts', 'get'>) => dataOf(http.GET('/alerts', init)),
    /** The users whom you have muted: `GET /alerts/muted-users`. */
    listMutedUsers: (init?: Init<'/alerts/muted-users', 'get'>) => dataOf(http.GET('/alerts/muted-users', init)),
    /** Mark all alerts as read, all until a time, or some: `PUT /alerts/read`. */
    markAllRead: (init?: Init<'/alerts/read', 'put'>) => dataOf(http.PUT('/alerts/read', init)),
    /** Mark an alert as read: `PUT /alerts/{id}/read`. */
    markRead: (init: Init<'/alerts/{id}/read', 'put'>) => dataOf(http.PUT('/alerts/{id}/read', init)),
    /** Mute a user: from now on nothing that they do raises an alert for you: `PUT /alerts/muted-users/{userId}`. */
    setMutedUser: (init: Init<'/alerts/muted-users/{userId}', 'put'>) => dataOf(http.PUT('/alerts/muted-users/{userId}', init)),
    /** Choose the channels of kinds, and when and in which language mails come: `PUT /alerts/preferences`. */
    setPreferences: (init: Init<'/alerts/preferences', 'put'>) => dataOf(http.PUT('/alerts/preferences', init)),
    /** Mark all alerts about a thread as read, until a time: `PUT /alerts/threads/{threadId}/read`. */
    setThreadRead: (init: Init<'/alerts/threads/{threadId}/read', 'put'>) => dataOf(http.PUT('/alerts/threads/{threadId}/read', init)),
  },
  audit: {
    /** Mask what tells of a user: `DELETE /audit/users/{id}/personal-data`. */
    deleteUserPersonalData: (init: Init<'/audit/users/{id}/personal-data', 'delete'>) => dataOf(http.DELETE('/audit/users/{id}/personal-data', init)),
    /** A message, and what services did with it: `GET /audit/events/{id}`. */
    getEvent: (init: Init<'/audit/events/{id}', 'get'>) => dataOf(http.GET('/audit/events/{id}', init)),
    /** A flow as the tree of what caused what: `GET /audit/flows/{correlationId}`. */
    getFlow: (init: Init<'/audit/flows/{correlationId}', 'get'>) => dataOf(http.GET('/audit/flows/{correlationId}', init)),
    /** What was said, newest first: `GET /audit/events`. */
    listEvents: (init?: Init<'/audit/events', 'get'>) => dataOf(http.GET('/audit/events', init)),
  },
  auth: {
    /** Ban a user: `PUT /auth/users/{id}/ban`. */
    banUser: (init: Init<'/auth/users/{id}/ban', 'put'>) => dataOf(http.PUT('/auth/users/{id}/ban', init)),
    /** Change my nickname: `PATCH /auth/me`. */
    changeMe: (init: Init<'/auth/me', 'patch'>) => dataOf(http.PATCH('/auth/me', init)),
    /** Choose a new password: `POST /auth/me/password`. */
    changePassword: (init: Init<'/auth/me/password', 'post'>) => dataOf(http.POST('/auth/me/password', init)),
    /** Confirm a password change: `POST /auth/me/password/confirm`. */
    confirmPasswordChange: (init: Init<'/auth/me/password/confirm', 'post'>) => dataOf(http.POST('/auth/me/password/confirm', init)),
    /** Confirm a sign-up: `POST /auth/sign-up/confirm`. */
    confirmSignUp: (init: Init<'/auth/sign-up/confirm', 'post'>) => dataOf(http.POST('/auth/sign-up/confirm', init)),
    /** Take back a grant or a denial: `DELETE /auth/users/{id}/permissions/{permission}`. */
    deleteUserPermission: (init: Init<'/auth/users/{id}/permissions/{permission}', 'delete'>) => dataOf(http.DELETE('/auth/users/{id}/permissions/{permission}', init)),
    /** End one of my sessions: `DELETE /auth/sessions/{id}`. */
    endSession: (init: Init<'/auth/sessions/{id}', 'delete'>) => dataOf(http.DELETE('/auth/sessions/{id}', init)),
    /** End all my other sessions: `DELETE /auth/sessions`. */
    endSessions: (init?: Init<'/auth/sessions', 'delete'>) => dataOf(http.DELETE('/auth/sessions', init)),
    /** The public keys of access tokens, as a JWK Set: `GET /auth/.well-known/jwks.json`. */
    getKeys: (init?: Init<'/auth/.well-known/jwks.json', 'get'>) => dataOf(http.GET('/auth/.well-known/jwks.json', init)),
    /** Who I am: `GET /auth/me`. */
    getMe: (init?: Init<'/auth/me', 'get'>) => dataOf(http.GET('/auth/me', init)),
    /** What I may do, and why: `GET /auth/me/permissions`. */
    getMePermissions: (init?: Init<'/auth/me/permissions', 'get'>) => dataOf(http.GET('/auth/me/permissions', init)),
    /** Read a user: `GET /auth/users/{id}`. */
    getUser: (init: Init<'/auth/users/{id}', 'get'>) => dataOf(http.GET('/auth/users/{id}', init)),
    /** Give a user a role: `PUT /auth/users/{id}/roles/{role}`. */
    giveRole: (init: Init<'/auth/users/{id}/roles/{role}', 'put'>) => dataOf(http.PUT('/auth/users/{id}/roles/{role}', init)),
    /** List the roles by name: `GET /auth/roles`. */
    listRoles: (init?: Init<'/auth/roles', 'get'>) => dataOf(http.GET('/auth/roles', init)),
    /** My sessions, newest first: `GET /auth/sessions`. */
    listSessions: (init?: Init<'/auth/sessions', 'get'>) => dataOf(http.GET('/auth/sessions', init)),
    /** List the users, the oldest account first: `GET /auth/users`. */
    listUsers: (init?: Init<'/auth/users', 'get'>) => dataOf(http.GET('/auth/users', init)),
    /** Ask for a new password: `POST /auth/password/recover`. */
    recoverPassword: (init: Init<'/auth/password/recover', 'post'>) => dataOf(http.POST('/auth/password/recover', init)),
    /** Exchange a refresh token: `POST /auth/token`. */
    refresh: (init: Init<'/auth/token', 'post'>) => dataOf(http.POST('/auth/token', init)),
    /** Choose a new password by a mailed link: `POST /auth/password/reset`. */
    resetPassword: (init: Init<'/auth/password/reset', 'post'>) => dataOf(http.POST('/auth/password/reset', init)),
    /** Make a role, or change it for all who hold it: `PUT /auth/roles/{role}`. */
    setRole: (init: Init<'/auth/roles/{role}', 'put'>) => dataOf(http.PUT('/auth/roles/{role}', init)),
    /** Grant or deny a user a permission: `PUT /auth/users/{id}/permissions/{permission}`. */
    setUserPermission: (init: Init<'/auth/users/{id}/permissions/{permission}', 'put'>) => dataOf(http.PUT('/auth/users/{id}/permissions/{permission}', init)),
    /** Sign in: `POST /auth/sign-in`. */
    signIn: (init: Init<'/auth/sign-in', 'post'>) => dataOf(http.POST('/auth/sign-in', init)),
    /** End this session: `POST /auth/sign-out`. */
    signOut: (init?: Init<'/auth/sign-out', 'post'>) => dataOf(http.POST('/auth/sign-out', init)),
    /** Sign up: `POST /auth/sign-up`. */
    signUp: (init: Init<'/auth/sign-up', 'post'>) => dataOf(http.POST('/auth/sign-up', init)),
    /** Take a role from a user: `DELETE /auth/users/{id}/roles/{role}`. */
    takeRole: (init: Init<'/auth/users/{id}/roles/{role}', 'delete'>) => dataOf(http.DELETE('/auth/users/{id}/roles/{role}', init)),
    /** Lift a ban: `DELETE /auth/users/{id}/ban`. */
    unbanUser: (init: Init<'/auth/users/{id}/ban', 'delete'>) => dataOf(http.DELETE('/auth/users/{id}/ban', init)),
  },
  content: {
    /** Change a category: `PATCH /content/categories/{id}`. */
    changeCategory: (init: Init<'/content/categories/{id}', 'patch'>) => dataOf(http.PATCH('/content/categories/{id}', init)),
    /** Edit a post: its author, or a moderator: `PATCH /content/posts/{id}`. */
    changePost: (init: Init<'/content/posts/{id}', 'patch'>) => dataOf(http.PATCH('/content/posts/{id}', init)),
    /** Change a section, or move it to another category: `PATCH /content/sections/{id}`. */
    changeSection: (init: Init<'/content/sections/{id}', 'patch'>) => dataOf(http.PATCH('/content/sections/{id}', init)),
    /** Rename a thread: its author, or a moderator: `PATCH /content/threads/{id}`. */
    changeThread: (init: Init<'/content/threads/{id}', 'patch'>) => dataOf(http.PATCH('/content/threads/{id}', init)),
    /** Create a category: `POST /content/categories`. */
    createCategory: (init: Init<'/content/categories', 'post'>) => dataOf(http.POST('/content/categories', init)),
    /** Reply in a thread: `POST /content/threads/{id}/posts`. */
    createPost: (init: Init<'/content/threads/{id}/posts', 'post'>) => dataOf(http.POST('/content/threads/{id}/posts', init)),
    /** Create a section: `POST /content/categories/{id}/sections`. */
    createSection: (init: Init<'/content/categories/{id}/sections', 'post'>) => dataOf(http.POST('/content/categories/{id}/sections', init)),
    /** Create a thread with its opening post: `POST /content/sections/{id}/threads`. */
    createThread: (init: Init<'/content/sections/{id}/threads', 'post'>) => dataOf(http.POST('/content/sections/{id}/threads', init)),
    /** Hide a category, and all that is in it, from everybody who may not restore it: `DELETE /content/categories/{id}`. */
    deleteCategory: (init: Init<'/content/categories/{id}', 'delete'>) => dataOf(http.DELETE('/content/categories/{id}', init)),
    /** Delete a post: its author, or a moderator. A tombstone stays, whose text moderators read: `DELETE /content/posts/{id}`. */
    deletePost: (init: Init<'/content/posts/{id}', 'delete'>) => dataOf(http.DELETE('/content/posts/{id}', init)),
    /** Hide a section, and all that is in it, from everybody who may not restore it: `DELETE /content/sections/{id}`. */
    deleteSection: (init: Init<'/content/sections/{id}', 'delete'>) => dataOf(http.DELETE('/content/sections/{id}', init)),
    /** Delete a thread: its author, as long as nobody else wrote in it, or a moderator: `DELETE /content/threads/{id}`. */
    deleteThread: (init: Init<'/content/threads/{id}', 'delete'>) => dataOf(http.DELETE('/content/threads/{id}', init)),
    /** Read a category: `GET /content/categories/{id}`. */
    getCategory: (init: Init<'/content/categories/{id}', 'get'>) => dataOf(http.GET('/content/categories/{id}', init)),
    /** Read a thread by its permalink; with the slugs from before a rename or a move, it leads to the new one: `GET /content/permalinks/{section}/{slug}/{id}`. */
    getPermalink: (init: Init<'/content/permalinks/{section}/{slug}/{id}', 'get'>) => dataOf(http.GET('/content/permalinks/{section}/{slug}/{id}', init)),
    /** Read a post: `GET /content/posts/{id}`. */
    getPost: (init: Init<'/content/posts/{id}', 'get'>) => dataOf(http.GET('/content/posts/{id}', init)),
    /** Read the replica of a user as it is here, with its version, age and source: `GET /content/replicas/{id}`. */
    getReplica: (init: Init<'/content/replicas/{id}', 'get'>) => dataOf(http.GET('/content/replicas/{id}', init)),
    /** Read a section: `GET /content/sections/{id}`. */
    getSection: (init: Init<'/content/sections/{id}', 'get'>) => dataOf(http.GET('/content/sections/{id}', init)),
    /** Read a thread: `GET /content/threads/{id}`. */
    getThread: (init: Init<'/content/threads/{id}', 'get'>) => dataOf(http.GET('/content/threads/{id}', init)),
    /** How much you hear of a thread: `GET /content/threads/{id}/subscription`. */
    getThreadSubscription: (init: Init<'/content/threads/{id}/subscription', 'get'>) => dataOf(http.GET('/content/threads/{id}/subscription', init)),
    /** Read the mute of a user, or null: `GET /content/users/{id}/mute`. */
    getUserMute: (init: Init<'/content/users/{id}/mute', 'get'>) => dataOf(http.GET('/content/users/{id}/mute', init)),
    /** List the categories by position: `GET /content/categories`. */
    listCategories: (init?: Init<'/content/categories', 'get'>) => dataOf(http.GET('/content/categories', init)),
    /** List what a post said, the present text first, each compared with the one before it: `GET /content/posts/{id}/history`. */
    listPostRevisions: (init: Init<'/content/posts/{id}/history', 'get'>) => dataOf(http.GET('/content/posts/{id}/history', init)),
    /** List the posts of a thread by number, from the first or from any: `GET /content/threads/{id}/posts`. */
    listPosts: (init: Init<'/content/threads/{id}/posts', 'get'>) => dataOf(http.GET('/content/threads/{id}/posts', init)),
    /** List the threads of a section: the pinned ones, then the one with the latest activity first: `GET /content/sections/{id}/threads`. */
    listSectionThreads: (init: Init<'/content/sections/{id}/threads', 'get'>) => dataOf(http.GET('/content/sections/{id}/threads', init)),
    /** List the sections of a category by position: `GET /content/categories/{id}/sections`. */
    listSections: (init: Init<'/content/categories/{id}/sections', 'get'>) => dataOf(http.GET('/content/categories/{id}/sections', init)),
    /** List the threads of all sections, the one with the latest activity first: `GET /content/threads`. */
    listThreads: (init?: Init<'/content/threads', 'get'>) => dataOf(http.GET('/content/threads', init)),
    /** List the threads that you track or watch and have not read to the end, the newest first: `GET /content/unread`. */
    listUnread: (init?: Init<'/content/unread', 'get'>) => dataOf(http.GET('/content/unread', init)),
    /** Lock a thread: it takes no posts but of those who may unlock it: `PUT /content/threads/{id}/lock`. */
    lockThread: (init: Init<'/content/threads/{id}/lock', 'put'>) => dataOf(http.PUT('/content/threads/{id}/lock', init)),
    /** Note up to which post you have read a thread; it only rises: `PUT /content/threads/{id}/read`. */
    markThreadRead: (init: Init<'/content/threads/{id}/read', 'put'>) => dataOf(http.PUT('/content/threads/{id}/read', init)),
    /** Move a thread to a section: `PUT /content/threads/{id}/section`. */
    moveThread: (init: Init<'/content/threads/{id}/section', 'put'>) => dataOf(http.PUT('/content/threads/{id}/section', init)),
    /** Mute a user: `PUT /content/users/{id}/mute`. */
    muteUser: (init: Init<'/content/users/{id}/mute', 'put'>) => dataOf(http.PUT('/content/users/{id}/mute', init)),
    /** Pin a thread: it comes first in its section: `PUT /content/threads/{id}/pin`. */
    pinThread: (init: Init<'/content/threads/{id}/pin', 'put'>) => dataOf(http.PUT('/content/threads/{id}/pin', init)),
    /** Take the text of a post away for good, with its history; its number stays: `PUT /content/posts/{id}/purge`. */
    purgePost: (init: Init<'/content/posts/{id}/purge', 'put'>) => dataOf(http.PUT('/content/posts/{id}/purge', init)),
    /** Bring a deleted category back: `PUT /content/categories/{id}/restore`. */
    restoreCategory: (init: Init<'/content/categories/{id}/restore', 'put'>) => dataOf(http.PUT('/content/categories/{id}/restore', init)),
    /** Restore a deleted post: a moderator, or the author who deleted it: `PUT /content/posts/{id}/restore`. */
    restorePost: (init: Init<'/content/posts/{id}/restore', 'put'>) => dataOf(http.PUT('/content/posts/{id}/restore', init)),
    /** Bring a deleted section back: `PUT /content/sections/{id}/restore`. */
    restoreSection: (init: Init<'/content/sections/{id}/restore', 'put'>) => dataOf(http.PUT('/content/sections/{id}/restore', init)),
    /** Restore a deleted thread: `PUT /content/threads/{id}/restore`. */
    restoreThread: (init: Init<'/content/threads/{id}/restore', 'put'>) => dataOf(http.PUT('/content/threads/{id}/restore', init)),
    /** Choose how much you hear of a thread: `PUT /content/threads/{id}/subscription`. */
    setThreadSubscription: (init: Init<'/content/threads/{id}/subscription', 'put'>) => dataOf(http.PUT('/content/threads/{id}/subscription', init)),
    /** Unlock a thread: `DELETE /content/threads/{id}/lock`. */
    unlockThread: (init: Init<'/content/threads/{id}/lock', 'delete'>) => dataOf(http.DELETE('/content/threads/{id}/lock', init)),
    /** Let a user write again: `DELETE /content/users/{id}/mute`. */
    unmuteUser: (init: Init<'/content/users/{id}/mute', 'delete'>) => dataOf(http.DELETE('/content/users/{id}/mute', init)),
    /** Unpin a thread: `DELETE /content/threads/{id}/pin`. */
    unpinThread: (init: Init<'/content/threads/{id}/pin', 'delete'>) => dataOf(http.DELETE('/content/threads/{id}/pin', init)),
  },
  gateway: {
    /** What the services say to each other, as an AsyncAPI 3.0 document: `GET /asyncapi.json`. */
    getAsyncApi: (init?: Init<'/asyncapi.json', 'get'>) => dataOf(http.GET('/asyncapi.json', init)),
    /** Whether every service has an instance that is ready: `GET /health`. */
    getHealth: (init?: Init<'/health', 'get'>) => dataOf(http.GET('/health', init)),
    /** What there is: `GET /`. */
    getIndex: (init?: Init<'/', 'get'>) => dataOf(http.GET('/', init)),
    /** The REST APIs of all services, as one OpenAPI 3.1 document: `GET /openapi.json`. */
    getOpenApi: (init?: Init<'/openapi.json', 'get'>) => dataOf(http.GET('/openapi.json', init)),
  },
  presence: {
    /** How many are online, who (a page, by id), and the most there ever were at once: `GET /presence/online`. */
    getOnline: (init?: Init<'/presence/online', 'get'>) => dataOf(http.GET('/presence/online', init)),
  },
});

/** The paths whose POST is done once for one Idempotency-Key, however often it is sent. */
export const idempotentPaths: ReadonlySet<string> = new Set([
  '/content/categories',
  '/content/threads/{id}/posts',
  '/content/categories/{id}/sections',
  '/content/sections/{id}/threads',
]);
