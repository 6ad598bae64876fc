// Generated out of /openapi.json by `npm run generate -w @obey/client`. Do not edit.

export interface paths {
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What there is */
        get: operations["gateway.getIndex"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your alerts, newest first
         * @description An alert that grows (`count`) comes to stand first again. Who pages on meanwhile may pass it by where it stood, and finds it on the first page; no other alert is skipped or comes twice. A page may be short and still have a `next`.
         */
        get: operations["alerts.listAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/muted-users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The users whom you have muted */
        get: operations["alerts.listMutedUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/muted-users/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Mute a user: from now on nothing that they do raises an alert for you */
        put: operations["alerts.setMutedUser"];
        post?: never;
        /** Hear of a user again */
        delete: operations["alerts.deleteMutedUser"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * By which channels alerts reach you: each kind with its own, or its defaults
         * @description A ban is not among the kinds: it is always told, and mailed.
         */
        get: operations["alerts.getPreferences"];
        /**
         * Choose the channels of kinds, and when and in which language mails come
         * @description Replaces all: a kind that is left out has its defaults again, and mails without `locale` are in the language of the forum. Holds from the next alert and the next digest on.
         */
        put: operations["alerts.setPreferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Mark all alerts as read, all until a time, or some
         * @description With `ids` those; what is not yours is passed over. Without, and without a body, all: `until` is the `raisedAt` of the newest alert that you have seen: what came, or has grown, later stays unread. Without it: now.
         */
        put: operations["alerts.markAllRead"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Alerts as they are raised
         * @description Server-sent events: `event: alert`, and as data the alert as in the list. Resumes after the event named by `Last-Event-ID`; an alert that grew meanwhile comes again.
         */
        get: operations["alerts.getStream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/threads/{threadId}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Mark all alerts about a thread as read, until a time
         * @description `until` is the `raisedAt` of the newest alert that you have seen: what came, or has grown, later stays unread. Without it: now.
         */
        put: operations["alerts.setThreadRead"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/unread-count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many alerts are unread */
        get: operations["alerts.getUnreadCount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/unsubscribe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the link of a mail would end, as a page with a button
         * @description Changes nothing, however often it is fetched.
         */
        get: operations["alerts.getUnsubscribe"];
        put?: never;
        /**
         * End the mails that the link names (RFC 8058)
         * @description The body is the form `List-Unsubscribe=One-Click`, as application/x-www-form-urlencoded or multipart/form-data. Doing it again changes nothing.
         */
        post: operations["alerts.unsubscribe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Mark an alert as read */
        put: operations["alerts.markRead"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/asyncapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the services say to each other, as an AsyncAPI 3.0 document */
        get: operations["gateway.getAsyncApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was said, newest first
         * @description All that is given must hold. A search by several at once reads 1,000 messages at a time: its pages may be short, and still have a next one.
         */
        get: operations["audit.listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/events/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A message, and what services did with it */
        get: operations["audit.getEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/flows/{correlationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A flow as the tree of what caused what
         * @description Each message with the time since its cause, and what services did with it. The first 1000 messages are drawn; what is deeper than 50 causes begins a tree of its own.
         */
        get: operations["audit.getFlow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/users/{id}/personal-data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Mask what tells of a user
         * @description Names, addresses and texts of the user are masked in every message that is kept, and in those that come later; ids stay, and so do the trees. It cannot be undone. Harmless to repeat.
         */
        delete: operations["audit.deleteUserPersonalData"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public keys of access tokens, as a JWK Set */
        get: operations["auth.getKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who I am */
        get: operations["auth.getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change my nickname */
        patch: operations["auth.changeMe"];
        trace?: never;
    };
    "/auth/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Choose a new password
         * @description Mails a link that makes it good, and ends all other sessions. Until then the old one is.
         */
        post: operations["auth.changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/me/password/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The page behind the mailed link of a password change
         * @description Shows a button that posts the token. Looking at the page uses nothing up.
         */
        get: operations["auth.showPasswordChange"];
        put?: never;
        /**
         * Confirm a password change
         * @description By the token of the mailed link, which is good once. A browser gets a page.
         */
        post: operations["auth.confirmPasswordChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/me/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What I may do, and why
         * @description As it is now, though the access token may be older. For each permission: the roles that give it, whether it was granted or denied to me, and whether I hold it in the end.
         */
        get: operations["auth.getMePermissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/password/recover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a new password
         * @description Mails a link to choose it with. The answer does not tell whether there is such an account.
         */
        post: operations["auth.recoverPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The page behind the mailed link of a recovery
         * @description Asks for the new password, and posts it with the token. Looking at it uses nothing up.
         */
        get: operations["auth.showPasswordReset"];
        put?: never;
        /**
         * Choose a new password by a mailed link
         * @description The token is good once. All sessions end. A browser gets a page.
         */
        post: operations["auth.resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the roles by name */
        get: operations["auth.listRoles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/roles/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Make a role, or change it for all who hold it
         * @description Only below one’s own rank, before and after, and only with what one holds oneself. The role administrator stays as it is.
         */
        put: operations["auth.setRole"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My sessions, newest first */
        get: operations["auth.listSessions"];
        put?: never;
        post?: never;
        /**
         * End all my other sessions
         * @description With `current=true` the one that asks ends too: signed out everywhere.
         */
        delete: operations["auth.endSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one of my sessions */
        delete: operations["auth.endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in */
        post: operations["auth.signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this session */
        post: operations["auth.signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/sign-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign up
         * @description Mails a link that confirms the address. The answer does not tell whether it has an account.
         */
        post: operations["auth.signUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/sign-up/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The page behind the mailed link
         * @description Shows a button that posts the token. Looking at the page uses nothing up.
         */
        get: operations["auth.showSignUpConfirmation"];
        put?: never;
        /**
         * Confirm a sign-up
         * @description By the token of the mailed link, which is good once. A browser gets a page.
         */
        post: operations["auth.confirmSignUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a refresh token
         * @description Gives a new access token and a new refresh token. A refresh token that was replaced earlier ends its session; only the one just replaced gives the same successor for a short while.
         */
        post: operations["auth.refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the users, the oldest account first
         * @description All, or those whose nickname begins so, who hold a role, who are banned now or not.
         */
        get: operations["auth.listUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a user */
        get: operations["auth.getUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/users/{id}/ban": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Ban a user
         * @description For good, or until a time. Only users of a lower rank than one’s own can be banned.
         */
        put: operations["auth.banUser"];
        post?: never;
        /** Lift a ban */
        delete: operations["auth.unbanUser"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/users/{id}/permissions/{permission}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Grant or deny a user a permission
         * @description In addition to what the user’s roles give; a denial wins over any role. One can grant only what one holds. A later grant or denial replaces an earlier one.
         */
        put: operations["auth.setUserPermission"];
        post?: never;
        /**
         * Take back a grant or a denial
         * @description What the user’s roles give stays. Only who holds the permission can take back the denial of it.
         */
        delete: operations["auth.deleteUserPermission"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/users/{id}/roles/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give a user a role
         * @description A role below one’s own rank, all of whose permissions one holds, to a user below one’s own rank. Only administrators make administrators.
         */
        put: operations["auth.giveRole"];
        post?: never;
        /**
         * Take a role from a user
         * @description From a user below one’s own rank, or from oneself. The last administrator stays (409, auth.last-administrator).
         */
        delete: operations["auth.takeRole"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/content/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the categories by position */
        get: operations["content.listCategories"];
        put?: never;
        /** Create a category */
        post: operations["content.createCategory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/content/categories/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a category */
        get: operations["content.getCategory"];
        put?: never;
        post?: never;
        /** Hide a category, and all that is in it, from everybody who may not restore it */
        delete: operations["content.deleteCategory"];
        options?: never;
        head?: never;
        /** Change a category */
        patch: operations["content.changeCategory"];
        trace?: never;
    };
    "/content/categories/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Bring a deleted category back */
        put: operations["content.restoreCategory"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/content/categories/{id}/sections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the sections of a category by position */
        get: operations["content.listSections"];
        put?: never;
        /** Create a section */
        post: operations["content.createSection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/content/permalinks/{section}/{slug}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a thread by its permalink; with the slugs from before a rename or a move, it leads to the new one */
        get: operations["content.getPermalink"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/content/posts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a post */
        get: operations["content.getPost"];
        put?: never;
        post?: never;
        /** Delete a post: its author, or a moderator. A tombstone stays, whose text moderators read */
        delete: operations["content.deletePost"];
        options?: never;
        head?: never;
        /** Edit a post: its author, or a moderator */
        patch: operations["content.changePost"];
        trace?: never;
    };
    "/content/posts/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what a post said, the present text first, each compared with the one before it
         * @description For those who may read the post. Its first text and the 19 before the present one are kept.
         */
        get: operations["content.listPostRevisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/content/posts/{id}/purge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take the text of a post away for good, with its history; its number stays */
        put: operations["content.purgePost"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/content/posts/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Restore a deleted post: a moderator, or the author who deleted it */
        put: operations["content.restorePost"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/content/replicas/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the replica of a user as it is here, with its version, age and source */
        get: operations["content.getReplica"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/content/sections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a section */
        get: operations["content.getSection"];
        put?: never;
        post?: never;
        /** Hide a section, and all that is in it, from everybody who may not restore it */
        delete: operations["content.deleteSection"];
        options?: never;
        head?: never;
        /** Change a section, or move it to another category */
        patch: operations["content.changeSection"];
        trace?: never;
    };
    "/content/sections/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Bring a deleted section back */
        put: operations["content.restoreSection"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/content/sections/{id}/threads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the threads of a section: the pinned ones, then the one with the latest activity first */
        get: operations["content.listSectionThreads"];
        put?: never;
        /** Create a thread with its opening post */
        post: operations["content.createThread"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/content/threads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the threads of all sections, the one with the latest activity first */
        get: operations["content.listThreads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/content/threads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a thread */
        get: operations["content.getThread"];
        put?: never;
        post?: never;
        /** Delete a thread: its author, as long as nobody else wrote in it, or a moderator */
        delete: operations["content.deleteThread"];
        options?: never;
        head?: never;
        /** Rename a thread: its author, or a moderator */
        patch: operations["content.changeThread"];
        trace?: never;
    };
    "/content/threads/{id}/lock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Lock a thread: it takes no posts but of those who may unlock it */
        put: operations["content.lockThread"];
        post?: never;
        /** Unlock a thread */
        delete: operations["content.unlockThread"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/content/threads/{id}/pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Pin a thread: it comes first in its section */
        put: operations["content.pinThread"];
        post?: never;
        /** Unpin a thread */
        delete: operations["content.unpinThread"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/content/threads/{id}/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the posts of a thread by number, from the first or from any */
        get: operations["content.listPosts"];
        put?: never;
        /** Reply in a thread */
        post: operations["content.createPost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/content/threads/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Note up to which post you have read a thread; it only rises */
        put: operations["content.markThreadRead"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/content/threads/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Restore a deleted thread */
        put: operations["content.restoreThread"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/content/threads/{id}/section": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Move a thread to a section */
        put: operations["content.moveThread"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/content/threads/{id}/subscription": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How much you hear of a thread */
        get: operations["content.getThreadSubscription"];
        /**
         * Choose how much you hear of a thread
         * @description muted: nothing; normal: answers to your posts; tracking: it is in the list of unread threads too; watching: every post.
         */
        put: operations["content.setThreadSubscription"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/content/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the threads that you track or watch and have not read to the end, the newest first
         * @description A page looks at the next thousand threads that you follow: it may have fewer items than the limit, or none, and still a next one.
         */
        get: operations["content.listUnread"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/content/users/{id}/mute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the mute of a user, or null */
        get: operations["content.getUserMute"];
        /**
         * Mute a user
         * @description They read on, and write nothing: for good, or until a time. Only users of a lower rank.
         */
        put: operations["content.muteUser"];
        post?: never;
        /** Let a user write again */
        delete: operations["content.unmuteUser"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page to read the REST APIs on, and to try them */
        get: operations["gateway.showDocs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs/assets/{version}/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file of these pages */
        get: operations["gateway.getDocsAsset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page to read on what the services say to each other */
        get: operations["gateway.showEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether every service has an instance that is ready */
        get: operations["gateway.getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The REST APIs of all services, as one OpenAPI 3.1 document */
        get: operations["gateway.getOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/presence/online": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many are online, who (a page, by id), and the most there ever were at once */
        get: operations["presence.getOnline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/presence/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many are online, live
         * @description Server-sent events: `event: count`, `data: {"count":3}`, at most one a second and at least one in 15 s. They have no ids, and `Last-Event-ID` means nothing: the newest count is all there is.
         */
        get: operations["presence.getStream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** Alert */
        AlertsAlert: {
            /** Format: uuid */
            id: string;
            /** @enum {unknown} */
            kind: "thread-replied" | "post-replied" | "mentioned" | "thread-locked" | "thread-unlocked" | "thread-moved" | "thread-renamed" | "thread-deleted" | "thread-restored" | "post-deleted" | "post-restored" | "banned" | "unbanned" | "muted" | "unmuted";
            /** @description One line for a person */
            text: string;
            /**
             * Format: uuid
             * @description The first of `actors`
             */
            actorId?: string;
            /** @description Who caused it, the latest first, as they were called then; at most 3 */
            actors: {
                /** Format: uuid */
                userId: string;
                nickname: string;
            }[];
            /** @description How many posts it tells of; 1 where it tells of something else */
            count: number;
            /** Format: uuid */
            threadId?: string;
            /** @description Of the thread */
            title?: string;
            /**
             * Format: uuid
             * @description Where to begin to read: the first post it tells of
             */
            postId?: string;
            /** @description The posts that it tells of, in their order; of many the first and the last 19 */
            postIds: string[];
            /**
             * Format: date-time
             * @description When it was raised, or has grown last
             */
            raisedAt: string;
            read: boolean;
        };
        /** AlertPage */
        AlertsAlertPage: {
            items: components["schemas"]["AlertsAlert"][];
            next: string | null;
            previous: string | null;
        };
        /** MutedUser */
        AlertsMutedUser: {
            /** Format: uuid */
            userId: string;
            nickname?: string;
            /** Format: date-time */
            mutedAt: string;
        };
        /** MutedUserPage */
        AlertsMutedUserPage: {
            items: components["schemas"]["AlertsMutedUser"][];
            next: string | null;
            previous: string | null;
        };
        AuditNode: {
            id: string;
            /** @description Its cause is known by this id alone */
            missing: boolean;
            type?: string;
            version?: number;
            service?: string;
            subject?: string;
            time?: string;
            afterMs: number | null;
            reactions: {
                service: string;
                instance: string;
                /** @enum {unknown} */
                outcome: "handled" | "retried" | "dead";
                /** Format: date-time */
                at: string;
                attempts: number;
                tookMs: number | null;
                waitedMs: number | null;
                /** @description Of what it failed by last */
                code: string | null;
                failedAt: string | null;
            }[];
            caused: components["schemas"]["AuditNode"][];
        };
        /** Role */
        AuthRole: {
            name: string;
            rank: number;
            permissions: string[];
        };
        /** RolePage */
        AuthRolePage: {
            items: components["schemas"]["AuthRole"][];
            next: string | null;
            previous: string | null;
        };
        /** Session */
        AuthSession: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            startedAt: string;
            /** Format: date-time */
            lastUsedAt: string;
            /** Format: date-time */
            expiresAt: string;
            current: boolean;
            /** @description What the client that began it said it was (User-Agent); null where it said nothing */
            client: string | null;
            /** @description The network address that it was begun from; null where that is not known */
            address: string | null;
        };
        /** SessionPage */
        AuthSessionPage: {
            items: components["schemas"]["AuthSession"][];
            next: string | null;
            previous: string | null;
        };
        /** StaffUser */
        AuthStaffUser: {
            /** Format: uuid */
            id: string;
            version: number;
            nickname: string;
            rank: number;
            roles: string[];
            grants: string[];
            denials: string[];
            permissions: string[];
            ban: {
                reason: string;
                /** Format: uuid */
                by: string;
                /** Format: date-time */
                at: string;
                until: string | null;
            } | null;
            /** Format: date-time */
            createdAt: string;
        };
        /** StaffUserPage */
        AuthStaffUserPage: {
            items: components["schemas"]["AuthStaffUser"][];
            next: string | null;
            previous: string | null;
        };
        /** Tokens */
        AuthTokens: {
            accessToken: string;
            /** @constant */
            tokenType: "Bearer";
            expiresIn: number;
            refreshToken: string;
        };
        /** User */
        AuthUser: {
            /** Format: uuid */
            id: string;
            version: number;
            nickname: string;
            email: string;
            rank: number;
            roles: string[];
            permissions: string[];
            banned: boolean;
            /** Format: date-time */
            createdAt: string;
        };
        /** Author */
        ContentAuthor: {
            /** Format: uuid */
            id: string;
            /** @description null while it is not known here */
            nickname: string | null;
        };
        /** Category */
        ContentCategory: {
            /** Format: uuid */
            id: string;
            /** @description Rises with every change; its ETag */
            version: number;
            title: string;
            description: string;
            position: number;
            /** @description To those who manage categories; null to others */
            access: {
                read?: {
                    allow?: string[];
                    deny?: string[];
                };
                write?: {
                    allow?: string[];
                    deny?: string[];
                };
                editOwn?: {
                    allow?: string[];
                    deny?: string[];
                };
                moderate?: {
                    allow?: string[];
                    deny?: string[];
                };
            } | null;
            /** @description Whether you may write here */
            mayWrite: boolean;
            /** @description Whether you may moderate here */
            mayModerate: boolean;
            /** Format: date-time */
            createdAt: string;
            /**
             * @description Those deleted are seen by who may restore them
             * @enum {unknown}
             */
            state: "visible" | "deleted";
        };
        /** CategoryPage */
        ContentCategoryPage: {
            items: components["schemas"]["ContentCategory"][];
            next: string | null;
            previous: string | null;
        };
        /** Post */
        ContentPost: {
            /** Format: uuid */
            id: string;
            /** @description Rises with every change; its ETag */
            version: number;
            /** Format: uuid */
            threadId: string;
            number: number;
            author: components["schemas"]["ContentAuthor"];
            /** @description Markdown, with the nicknames of now; null where it was deleted (but to moderators) or purged */
            body: string | null;
            /** @description What the Markdown means, as sanitised HTML; null where the body is */
            html: string | null;
            replyTo: string | null;
            /** Format: date-time */
            createdAt: string;
            edit: {
                /** Format: date-time */
                at: string;
                by: components["schemas"]["ContentAuthor"];
                reason: string | null;
            } | null;
            /** @enum {unknown} */
            state: "visible" | "deleted" | "purged";
            deletion: {
                /** Format: date-time */
                at: string;
                by: components["schemas"]["ContentAuthor"];
                reason: string | null;
            } | null;
        };
        /** PostPage */
        ContentPostPage: {
            items: components["schemas"]["ContentPost"][];
            next: string | null;
            previous: string | null;
        };
        /** Revision */
        ContentRevision: {
            /** @description Of the post, since which it said this */
            version: number;
            /** Format: date-time */
            at: string;
            by: components["schemas"]["ContentAuthor"];
            reason: string | null;
            /** @description Markdown, with the nicknames of now */
            body: string;
            /** @description How it came from what is kept from before, piece by piece; null for the first */
            changes: {
                /** @enum {unknown} */
                kind: "same" | "added" | "removed";
                text: string;
            }[] | null;
        };
        /** RevisionPage */
        ContentRevisionPage: {
            items: components["schemas"]["ContentRevision"][];
            next: string | null;
            previous: string | null;
        };
        /** Section */
        ContentSection: {
            /** Format: uuid */
            id: string;
            /** @description Rises with every change; its ETag */
            version: number;
            title: string;
            description: string;
            position: number;
            /** @description To those who manage categories; null to others */
            access: {
                read?: {
                    allow?: string[];
                    deny?: string[];
                };
                write?: {
                    allow?: string[];
                    deny?: string[];
                };
                editOwn?: {
                    allow?: string[];
                    deny?: string[];
                };
                moderate?: {
                    allow?: string[];
                    deny?: string[];
                };
            } | null;
            /** @description Whether you may write here */
            mayWrite: boolean;
            /** @description Whether you may moderate here */
            mayModerate: boolean;
            /** Format: date-time */
            createdAt: string;
            /**
             * @description Those deleted are seen by who may restore them
             * @enum {unknown}
             */
            state: "visible" | "deleted";
            /** Format: uuid */
            categoryId: string;
        };
        /** SectionPage */
        ContentSectionPage: {
            items: components["schemas"]["ContentSection"][];
            next: string | null;
            previous: string | null;
        };
        /** Thread */
        ContentThread: {
            /** Format: uuid */
            id: string;
            /** @description Rises with every change; its ETag */
            version: number;
            /** Format: uuid */
            sectionId: string;
            title: string;
            slug: string;
            /** @description Path with the slugs; after a rename or a move, the old one leads here */
            permalink: string;
            author: components["schemas"]["ContentAuthor"];
            /** Format: uuid */
            openingPostId: string;
            postCount: number;
            /** @description The number that you have read up to; null without a token */
            lastRead: number | null;
            /** @description Posts after that */
            unread: number | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastActivityAt: string;
            lock: {
                /** Format: date-time */
                at: string;
                by: components["schemas"]["ContentAuthor"];
                reason: string | null;
            } | null;
            pin: {
                /** Format: date-time */
                at: string;
                by: components["schemas"]["ContentAuthor"];
            } | null;
            /** @enum {unknown} */
            state: "visible" | "deleted";
            deletion: {
                /** Format: date-time */
                at: string;
                by: components["schemas"]["ContentAuthor"];
                reason: string | null;
            } | null;
        };
        /** ThreadPage */
        ContentThreadPage: {
            items: components["schemas"]["ContentThread"][];
            next: string | null;
            previous: string | null;
        };
        Problem: {
            /** Format: uri */
            type: string;
            title: string;
            status: number;
            /** @description What happened, and what to do */
            detail: string;
            /** @description Stable; to be acted upon */
            code: string;
            errors?: {
                /** @enum {unknown} */
                in: "body" | "query" | "path" | "header";
                /** @description JSON pointer (RFC 6901) */
                pointer: string;
                detail: string;
            }[];
            correlationId: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "gateway.getIndex": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        health: string;
                        openapi: string;
                        asyncapi: string;
                        docs: string;
                        services: {
                            name: string;
                            documents: string;
                        }[];
                    };
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "alerts.listAlerts": {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                unread?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertsAlertPage"];
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "alerts.listMutedUsers": {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertsMutedUserPage"];
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "alerts.setMutedUser": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "alerts.deleteMutedUser": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "alerts.getPreferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        kinds: {
                            "thread-replied": {
                                /** @description Raised at all: listed, counted and pushed */
                                inApp: boolean;
                                /** @description A mail at once; needs inApp */
                                email: boolean;
                                /** @description In the daily digest, where it is unread by then; needs inApp */
                                digest: boolean;
                            };
                            "post-replied": {
                                /** @description Raised at all: listed, counted and pushed */
                                inApp: boolean;
                                /** @description A mail at once; needs inApp */
                                email: boolean;
                                /** @description In the daily digest, where it is unread by then; needs inApp */
                                digest: boolean;
                            };
                            mentioned: {
                                /** @description Raised at all: listed, counted and pushed */
                                inApp: boolean;
                                /** @description A mail at once; needs inApp */
                                email: boolean;
                                /** @description In the daily digest, where it is unread by then; needs inApp */
                                digest: boolean;
                            };
                            "thread-locked": {
                                /** @description Raised at all: listed, counted and pushed */
                                inApp: boolean;
                                /** @description A mail at once; needs inApp */
                                email: boolean;
                                /** @description In the daily digest, where it is unread by then; needs inApp */
                                digest: boolean;
                            };
                            "thread-unlocked": {
                                /** @description Raised at all: listed, counted and pushed */
                                inApp: boolean;
                                /** @description A mail at once; needs inApp */
                                email: boolean;
                                /** @description In the daily digest, where it is unread by then; needs inApp */
                                digest: boolean;
                            };
                            "thread-moved": {
                                /** @description Raised at all: listed, counted and pushed */
                                inApp: boolean;
                                /** @description A mail at once; needs inApp */
                                email: boolean;
                                /** @description In the daily digest, where it is unread by then; needs inApp */
                                digest: boolean;
                            };
                            "thread-renamed": {
                                /** @description Raised at all: listed, counted and pushed */
                                inApp: boolean;
                                /** @description A mail at once; needs inApp */
                                email: boolean;
                                /** @description In the daily digest, where it is unread by then; needs inApp */
                                digest: boolean;
                            };
                            "thread-deleted": {
                                /** @description Raised at all: listed, counted and pushed */
                                inApp: boolean;
                                /** @description A mail at once; needs inApp */
                                email: boolean;
                                /** @description In the daily digest, where it is unread by then; needs inApp */
                                digest: boolean;
                            };
                            "thread-restored": {
                                /** @description Raised at all: listed, counted and pushed */
                                inApp: boolean;
                                /** @description A mail at once; needs inApp */
                                email: boolean;
                                /** @description In the daily digest, where it is unread by then; needs inApp */
                                digest: boolean;
                            };
                            "post-deleted": {
                                /** @description Raised at all: listed, counted and pushed */
                                inApp: boolean;
                                /** @description A mail at once; needs inApp */
                                email: boolean;
                                /** @description In the daily digest, where it is unread by then; needs inApp */
                                digest: boolean;
                            };
                            "post-restored": {
                                /** @description Raised at all: listed, counted and pushed */
                                inApp: boolean;
                                /** @description A mail at once; needs inApp */
                                email: boolean;
                                /** @description In the daily digest, where it is unread by then; needs inApp */
                                digest: boolean;
                            };
                            unbanned: {
                                /** @description Raised at all: listed, counted and pushed */
                                inApp: boolean;
                                /** @description A mail at once; needs inApp */
                                email: boolean;
                                /** @description In the daily digest, where it is unread by then; needs inApp */
                                digest: boolean;
                            };
                            muted: {
                                /** @description Raised at all: listed, counted and pushed */
                                inApp: boolean;
                                /** @description A mail at once; needs inApp */
                                email: boolean;
                                /** @description In the daily digest, where it is unread by then; needs inApp */
                                digest: boolean;
                            };
                            unmuted: {
                                /** @description Raised at all: listed, counted and pushed */
                                inApp: boolean;
                                /** @description A mail at once; needs inApp */
                                email: boolean;
                                /** @description In the daily digest, where it is unread by then; needs inApp */
                                digest: boolean;
                            };
                        };
                        digest: {
                            /** @description Of the day, in the time zone */
                            hour: number;
                            /** @description By its IANA name, like Europe/Berlin */
                            timeZone: string;
                        };
                        locale?: string;
                    };
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "alerts.setPreferences": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is to be changed: 412 if it is another by now */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    kinds: {
                        "thread-replied"?: {
                            /** @description Raised at all: listed, counted and pushed */
                            inApp: boolean;
                            /** @description A mail at once; needs inApp */
                            email: boolean;
                            /** @description In the daily digest, where it is unread by then; needs inApp */
                            digest: boolean;
                        };
                        "post-replied"?: {
                            /** @description Raised at all: listed, counted and pushed */
                            inApp: boolean;
                            /** @description A mail at once; needs inApp */
                            email: boolean;
                            /** @description In the daily digest, where it is unread by then; needs inApp */
                            digest: boolean;
                        };
                        mentioned?: {
                            /** @description Raised at all: listed, counted and pushed */
                            inApp: boolean;
                            /** @description A mail at once; needs inApp */
                            email: boolean;
                            /** @description In the daily digest, where it is unread by then; needs inApp */
                            digest: boolean;
                        };
                        "thread-locked"?: {
                            /** @description Raised at all: listed, counted and pushed */
                            inApp: boolean;
                            /** @description A mail at once; needs inApp */
                            email: boolean;
                            /** @description In the daily digest, where it is unread by then; needs inApp */
                            digest: boolean;
                        };
                        "thread-unlocked"?: {
                            /** @description Raised at all: listed, counted and pushed */
                            inApp: boolean;
                            /** @description A mail at once; needs inApp */
                            email: boolean;
                            /** @description In the daily digest, where it is unread by then; needs inApp */
                            digest: boolean;
                        };
                        "thread-moved"?: {
                            /** @description Raised at all: listed, counted and pushed */
                            inApp: boolean;
                            /** @description A mail at once; needs inApp */
                            email: boolean;
                            /** @description In the daily digest, where it is unread by then; needs inApp */
                            digest: boolean;
                        };
                        "thread-renamed"?: {
                            /** @description Raised at all: listed, counted and pushed */
                            inApp: boolean;
                            /** @description A mail at once; needs inApp */
                            email: boolean;
                            /** @description In the daily digest, where it is unread by then; needs inApp */
                            digest: boolean;
                        };
                        "thread-deleted"?: {
                            /** @description Raised at all: listed, counted and pushed */
                            inApp: boolean;
                            /** @description A mail at once; needs inApp */
                            email: boolean;
                            /** @description In the daily digest, where it is unread by then; needs inApp */
                            digest: boolean;
                        };
                        "thread-restored"?: {
                            /** @description Raised at all: listed, counted and pushed */
                            inApp: boolean;
                            /** @description A mail at once; needs inApp */
                            email: boolean;
                            /** @description In the daily digest, where it is unread by then; needs inApp */
                            digest: boolean;
                        };
                        "post-deleted"?: {
                            /** @description Raised at all: listed, counted and pushed */
                            inApp: boolean;
                            /** @description A mail at once; needs inApp */
                            email: boolean;
                            /** @description In the daily digest, where it is unread by then; needs inApp */
                            digest: boolean;
                        };
                        "post-restored"?: {
                            /** @description Raised at all: listed, counted and pushed */
                            inApp: boolean;
                            /** @description A mail at once; needs inApp */
                            email: boolean;
                            /** @description In the daily digest, where it is unread by then; needs inApp */
                            digest: boolean;
                        };
                        unbanned?: {
                            /** @description Raised at all: listed, counted and pushed */
                            inApp: boolean;
                            /** @description A mail at once; needs inApp */
                            email: boolean;
                            /** @description In the daily digest, where it is unread by then; needs inApp */
                            digest: boolean;
                        };
                        muted?: {
                            /** @description Raised at all: listed, counted and pushed */
                            inApp: boolean;
                            /** @description A mail at once; needs inApp */
                            email: boolean;
                            /** @description In the daily digest, where it is unread by then; needs inApp */
                            digest: boolean;
                        };
                        unmuted?: {
                            /** @description Raised at all: listed, counted and pushed */
                            inApp: boolean;
                            /** @description A mail at once; needs inApp */
                            email: boolean;
                            /** @description In the daily digest, where it is unread by then; needs inApp */
                            digest: boolean;
                        };
                    };
                    digest: {
                        /** @description Of the day, in the time zone */
                        hour: number;
                        /** @description By its IANA name, like Europe/Berlin */
                        timeZone: string;
                    };
                    locale?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        kinds: {
                            "thread-replied": {
                                /** @description Raised at all: listed, counted and pushed */
                                inApp: boolean;
                                /** @description A mail at once; needs inApp */
                                email: boolean;
                                /** @description In the daily digest, where it is unread by then; needs inApp */
                                digest: boolean;
                            };
                            "post-replied": {
                                /** @description Raised at all: listed, counted and pushed */
                                inApp: boolean;
                                /** @description A mail at once; needs inApp */
                                email: boolean;
                                /** @description In the daily digest, where it is unread by then; needs inApp */
                                digest: boolean;
                            };
                            mentioned: {
                                /** @description Raised at all: listed, counted and pushed */
                                inApp: boolean;
                                /** @description A mail at once; needs inApp */
                                email: boolean;
                                /** @description In the daily digest, where it is unread by then; needs inApp */
                                digest: boolean;
                            };
                            "thread-locked": {
                                /** @description Raised at all: listed, counted and pushed */
                                inApp: boolean;
                                /** @description A mail at once; needs inApp */
                                email: boolean;
                                /** @description In the daily digest, where it is unread by then; needs inApp */
                                digest: boolean;
                            };
                            "thread-unlocked": {
                                /** @description Raised at all: listed, counted and pushed */
                                inApp: boolean;
                                /** @description A mail at once; needs inApp */
                                email: boolean;
                                /** @description In the daily digest, where it is unread by then; needs inApp */
                                digest: boolean;
                            };
                            "thread-moved": {
                                /** @description Raised at all: listed, counted and pushed */
                                inApp: boolean;
                                /** @description A mail at once; needs inApp */
                                email: boolean;
                                /** @description In the daily digest, where it is unread by then; needs inApp */
                                digest: boolean;
                            };
                            "thread-renamed": {
                                /** @description Raised at all: listed, counted and pushed */
                                inApp: boolean;
                                /** @description A mail at once; needs inApp */
                                email: boolean;
                                /** @description In the daily digest, where it is unread by then; needs inApp */
                                digest: boolean;
                            };
                            "thread-deleted": {
                                /** @description Raised at all: listed, counted and pushed */
                                inApp: boolean;
                                /** @description A mail at once; needs inApp */
                                email: boolean;
                                /** @description In the daily digest, where it is unread by then; needs inApp */
                                digest: boolean;
                            };
                            "thread-restored": {
                                /** @description Raised at all: listed, counted and pushed */
                                inApp: boolean;
                                /** @description A mail at once; needs inApp */
                                email: boolean;
                                /** @description In the daily digest, where it is unread by then; needs inApp */
                                digest: boolean;
                            };
                            "post-deleted": {
                                /** @description Raised at all: listed, counted and pushed */
                                inApp: boolean;
                                /** @description A mail at once; needs inApp */
                                email: boolean;
                                /** @description In the daily digest, where it is unread by then; needs inApp */
                                digest: boolean;
                            };
                            "post-restored": {
                                /** @description Raised at all: listed, counted and pushed */
                                inApp: boolean;
                                /** @description A mail at once; needs inApp */
                                email: boolean;
                                /** @description In the daily digest, where it is unread by then; needs inApp */
                                digest: boolean;
                            };
                            unbanned: {
                                /** @description Raised at all: listed, counted and pushed */
                                inApp: boolean;
                                /** @description A mail at once; needs inApp */
                                email: boolean;
                                /** @description In the daily digest, where it is unread by then; needs inApp */
                                digest: boolean;
                            };
                            muted: {
                                /** @description Raised at all: listed, counted and pushed */
                                inApp: boolean;
                                /** @description A mail at once; needs inApp */
                                email: boolean;
                                /** @description In the daily digest, where it is unread by then; needs inApp */
                                digest: boolean;
                            };
                            unmuted: {
                                /** @description Raised at all: listed, counted and pushed */
                                inApp: boolean;
                                /** @description A mail at once; needs inApp */
                                email: boolean;
                                /** @description In the daily digest, where it is unread by then; needs inApp */
                                digest: boolean;
                            };
                        };
                        digest: {
                            /** @description Of the day, in the time zone */
                            hour: number;
                            /** @description By its IANA name, like Europe/Berlin */
                            timeZone: string;
                        };
                        locale?: string;
                    };
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "alerts.markAllRead": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    ids?: string[];
                    /** Format: date-time */
                    until?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "alerts.getStream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "alerts.setThreadRead": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                threadId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    until?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "alerts.getUnreadCount": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                    };
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "alerts.getUnsubscribe": {
        parameters: {
            query: {
                token: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "alerts.unsubscribe": {
        parameters: {
            query: {
                token: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "alerts.markRead": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "gateway.getAsyncApi": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description Done */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "audit.listEvents": {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                type?: string;
                subject?: string;
                user?: string;
                service?: string;
                correlationId?: string;
                from?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            type: string;
                            version: number;
                            /** @description Who said it */
                            service: string;
                            subject: string;
                            /** @description When it was said */
                            time: string;
                            correlationId: string;
                            causationId: string | null;
                            traceparent: string | null;
                            /** @description The key of its stream */
                            stream: string;
                            /** @description Its entry there */
                            entry: string;
                            /** @description Entries in which it stood once more, under the same id */
                            again: string[];
                            /** @description Those of them in which something else stood */
                            differing: string[];
                            /** Format: date-time */
                            heardAt: string;
                            /** @description What told of a user was masked when that user was erased */
                            erased: boolean;
                            /** @description Secrets are masked */
                            data: unknown;
                        }[];
                        next: string | null;
                        previous: string | null;
                    };
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "audit.getEvent": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        type: string;
                        version: number;
                        /** @description Who said it */
                        service: string;
                        subject: string;
                        /** @description When it was said */
                        time: string;
                        correlationId: string;
                        causationId: string | null;
                        traceparent: string | null;
                        /** @description The key of its stream */
                        stream: string;
                        /** @description Its entry there */
                        entry: string;
                        /** @description Entries in which it stood once more, under the same id */
                        again: string[];
                        /** @description Those of them in which something else stood */
                        differing: string[];
                        /** Format: date-time */
                        heardAt: string;
                        /** @description What told of a user was masked when that user was erased */
                        erased: boolean;
                        /** @description Secrets are masked */
                        data: unknown;
                        /** @description As the services reported them, as far as they did */
                        reactions: {
                            service: string;
                            instance: string;
                            /** @enum {unknown} */
                            outcome: "handled" | "retried" | "dead";
                            /** Format: date-time */
                            at: string;
                            attempts: number;
                            tookMs: number | null;
                            waitedMs: number | null;
                            /** @description Of what it failed by last */
                            code: string | null;
                            failedAt: string | null;
                        }[];
                    };
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "audit.getFlow": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                correlationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        correlationId: string;
                        /** @description How many are drawn */
                        messages: number;
                        /** @description There are more: only the first ones are drawn */
                        cut: boolean;
                        /** Format: date-time */
                        startedAt: string;
                        /** @description From the first message that is drawn to the last */
                        tookMs: number;
                        trees: components["schemas"]["AuditNode"][];
                    };
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "audit.deleteUserPersonalData": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        userId: string;
                        /** Format: date-time */
                        requestedAt: string;
                        doneAt: string | null;
                    };
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth.getKeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: {
                            [key: string]: unknown;
                        }[];
                    };
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth.getMe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthUser"];
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth.changeMe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    nickname: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthUser"];
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth.changePassword": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    currentPassword: string;
                    newPassword: string;
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth.showPasswordChange": {
        parameters: {
            query: {
                token: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth.confirmPasswordChange": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
                "application/x-www-form-urlencoded": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Done */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Done */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Done */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth.getMePermissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rank: number;
                        roles: {
                            name: string;
                            rank: number;
                        }[];
                        permissions: {
                            permission: string;
                            held: boolean;
                            roles: string[];
                            granted: boolean;
                            denied: boolean;
                        }[];
                    };
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth.recoverPassword": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth.showPasswordReset": {
        parameters: {
            query: {
                token: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth.resetPassword": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    newPassword: string;
                };
                "application/x-www-form-urlencoded": {
                    token: string;
                    newPassword: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Done */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Done */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Done */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth.listRoles": {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthRolePage"];
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth.setRole": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                role: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    rank: number;
                    permissions: (("audit.erase" | "audit.read" | "categories.manage" | "permissions.grant" | "posts.moderate" | "posts.purge" | "replicas.read" | "roles.grant" | "roles.manage" | "roles.read" | "threads.lock" | "users.ban" | "users.mute" | "users.read") | string)[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthRole"];
                };
            };
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthRole"];
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth.listSessions": {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthSessionPage"];
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth.endSessions": {
        parameters: {
            query?: {
                current?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth.endSession": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth.signIn": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accessToken: string;
                        /** @constant */
                        tokenType: "Bearer";
                        expiresIn: number;
                        refreshToken: string;
                        user: components["schemas"]["AuthUser"];
                    };
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth.signOut": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth.signUp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    nickname: string;
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth.showSignUpConfirmation": {
        parameters: {
            query: {
                token: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth.confirmSignUp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
                "application/x-www-form-urlencoded": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Done */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Done */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Done */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth.refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    refreshToken: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthTokens"];
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth.listUsers": {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                nickname?: string;
                role?: string;
                banned?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthStaffUserPage"];
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth.getUser": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthStaffUser"];
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth.banUser": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                    /** Format: date-time */
                    until?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth.unbanUser": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth.setUserPermission": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                permission: ("audit.erase" | "audit.read" | "categories.manage" | "permissions.grant" | "posts.moderate" | "posts.purge" | "replicas.read" | "roles.grant" | "roles.manage" | "roles.read" | "threads.lock" | "users.ban" | "users.mute" | "users.read") | string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {unknown} */
                    effect: "grant" | "deny";
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth.deleteUserPermission": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                permission: ("audit.erase" | "audit.read" | "categories.manage" | "permissions.grant" | "posts.moderate" | "posts.purge" | "replicas.read" | "roles.grant" | "roles.manage" | "roles.read" | "threads.lock" | "users.ban" | "users.mute" | "users.read") | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth.giveRole": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                role: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth.takeRole": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                role: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.listCategories": {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentCategoryPage"];
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.createCategory": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description One line of visible characters, without space at its ends */
                    title: string;
                    description?: string;
                    /** @description Rank in its list; the last, if absent */
                    position?: number;
                    access?: {
                        read?: {
                            allow?: string[];
                            deny?: string[];
                        };
                        write?: {
                            allow?: string[];
                            deny?: string[];
                        };
                        editOwn?: {
                            allow?: string[];
                            deny?: string[];
                        };
                        moderate?: {
                            allow?: string[];
                            deny?: string[];
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentCategory"];
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.getCategory": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentCategory"];
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.deleteCategory": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is to be changed: 412 if it is another by now */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.changeCategory": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is to be changed: 412 if it is another by now */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description One line of visible characters, without space at its ends */
                    title?: string;
                    description?: string;
                    /** @description Rank in its list; the last, if absent */
                    position?: number;
                    access?: {
                        read?: {
                            allow?: string[];
                            deny?: string[];
                        };
                        write?: {
                            allow?: string[];
                            deny?: string[];
                        };
                        editOwn?: {
                            allow?: string[];
                            deny?: string[];
                        };
                        moderate?: {
                            allow?: string[];
                            deny?: string[];
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentCategory"];
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.restoreCategory": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is to be changed: 412 if it is another by now */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.listSections": {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentSectionPage"];
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.createSection": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description One line of visible characters, without space at its ends */
                    title: string;
                    description?: string;
                    /** @description Rank in its list; the last, if absent */
                    position?: number;
                    access?: {
                        read?: {
                            allow?: string[];
                            deny?: string[];
                        };
                        write?: {
                            allow?: string[];
                            deny?: string[];
                        };
                        editOwn?: {
                            allow?: string[];
                            deny?: string[];
                        };
                        moderate?: {
                            allow?: string[];
                            deny?: string[];
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentSection"];
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.getPermalink": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                section: string;
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentThread"];
                };
            };
            /** @description Done */
            301: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.getPost": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentPost"];
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.deletePost": {
        parameters: {
            query?: {
                reason?: string;
            };
            header?: {
                /** @description The ETag of what is to be changed: 412 if it is another by now */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.changePost": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is to be changed: 412 if it is another by now */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Markdown, at most 32 KiB of UTF-8 */
                    body: string;
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentPost"];
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.listPostRevisions": {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentRevisionPage"];
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.purgePost": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is to be changed: 412 if it is another by now */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.restorePost": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is to be changed: 412 if it is another by now */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.getReplica": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        userId: string;
                        version: number;
                        nickname: string;
                        rank: number;
                        permissions: string[];
                        banned: boolean;
                        /** @description By what auth confirmed it last: it told of a change, or was asked */
                        source: "told" | "asked";
                        /** Format: date-time */
                        confirmedAt: string;
                        /** @description Milliseconds since then */
                        ageMs: number;
                        /** @description Where this version is: in the memory of the instance that answers, in the Redis of all */
                        heldIn: ("memory" | "redis")[];
                    };
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.getSection": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentSection"];
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.deleteSection": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is to be changed: 412 if it is another by now */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.changeSection": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is to be changed: 412 if it is another by now */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description One line of visible characters, without space at its ends */
                    title?: string;
                    description?: string;
                    /** @description Rank in its list; the last, if absent */
                    position?: number;
                    access?: {
                        read?: {
                            allow?: string[];
                            deny?: string[];
                        };
                        write?: {
                            allow?: string[];
                            deny?: string[];
                        };
                        editOwn?: {
                            allow?: string[];
                            deny?: string[];
                        };
                        moderate?: {
                            allow?: string[];
                            deny?: string[];
                        };
                    };
                    /**
                     * Format: uuid
                     * @description Moves the section
                     */
                    categoryId?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentSection"];
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.restoreSection": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is to be changed: 412 if it is another by now */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.listSectionThreads": {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                state?: "visible" | "deleted";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentThreadPage"];
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.createThread": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description One line of visible characters, without space at its ends */
                    title: string;
                    /** @description Markdown, at most 32 KiB of UTF-8 */
                    body: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentThread"];
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.listThreads": {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentThreadPage"];
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.getThread": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentThread"];
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.deleteThread": {
        parameters: {
            query?: {
                reason?: string;
            };
            header?: {
                /** @description The ETag of what is to be changed: 412 if it is another by now */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.changeThread": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is to be changed: 412 if it is another by now */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description One line of visible characters, without space at its ends */
                    title: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentThread"];
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.lockThread": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is to be changed: 412 if it is another by now */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.unlockThread": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is to be changed: 412 if it is another by now */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.pinThread": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is to be changed: 412 if it is another by now */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.unpinThread": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is to be changed: 412 if it is another by now */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.listPosts": {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                from?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentPostPage"];
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.createPost": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Markdown, at most 32 KiB of UTF-8 */
                    body: string;
                    /**
                     * Format: uuid
                     * @description A post of the same thread
                     */
                    replyTo?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentPost"];
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.markThreadRead": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Of the last post read */
                    number: number;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.restoreThread": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is to be changed: 412 if it is another by now */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.moveThread": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is to be changed: 412 if it is another by now */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    sectionId: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.getThreadSubscription": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        level: "muted" | "normal" | "tracking" | "watching";
                    };
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.setThreadSubscription": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {unknown} */
                    level: "muted" | "normal" | "tracking" | "watching";
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.listUnread": {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentThreadPage"];
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.getUserMute": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mute: {
                            /** Format: date-time */
                            at: string;
                            by: string;
                            reason: string;
                            until: string | null;
                        } | null;
                    };
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.muteUser": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                    /** Format: date-time */
                    until?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "content.unmuteUser": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "gateway.showDocs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Done */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "gateway.getDocsAsset": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                version: string;
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "gateway.showEvents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Done */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "gateway.getHealth": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        status: "ready" | "not ready";
                        services: {
                            [key: string]: {
                                instances: number;
                                ready: number;
                            };
                        };
                    };
                };
            };
            /** @description Done */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        status: "ready" | "not ready";
                        services: {
                            [key: string]: {
                                instances: number;
                                ready: number;
                            };
                        };
                    };
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "gateway.getOpenApi": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description Done */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "presence.getOnline": {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        record: {
                            count: number;
                            /** Format: date-time */
                            at: string;
                        } | null;
                        users: {
                            /** Format: uuid */
                            id: string;
                            nickname: string;
                        }[];
                        next: string | null;
                        previous: string | null;
                    };
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "presence.getStream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description What went wrong, and what to do (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
