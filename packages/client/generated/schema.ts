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
        /** How many are online, live: at most once a second, at least every 15 s */
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
            /** @description Sent as `Authorization: Bearer …` */
            accessToken: string;
            /** @constant */
            tokenType: "Bearer";
            /** @description Seconds that the access token lives */
            expiresIn: number;
            /** @description Good for one exchange (`POST /auth/token`) */
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
        /** OnlineCount */
        PresenceOnlineCount: {
            count: number;
        };
        /** @description What went wrong, and what to do (RFC 9457) */
        Problem: {
            /**
             * Format: uri
             * @description `urn:problem:` and the code
             */
            type: string;
            title: string;
            status: number;
            /** @description What happened, and what to do */
            detail: string;
            /** @description Stable; to be acted upon. There may be more of them some day */
            code: string;
            errors?: {
                /** @enum {unknown} */
                in: "body" | "query" | "path" | "header";
                /** @description JSON pointer (RFC 6901) */
                pointer: string;
                detail: string;
            }[];
            /** @description Finds the request in logs; also in X-Correlation-Id */
            correlationId: string;
        };
    };
    responses: {
        /** @description What may meet any request: 500 `internal`, 503 `unavailable`, 504 `request.too-slow`, and what is refused on the way here (RFC 9457) */
        AnyProblem: {
            headers: {
                /** @description Seconds to wait */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Bad Gateway: `gateway.broken` */
        BadGateway: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 502;
                    /** @enum {unknown} */
                    code?: "gateway.broken";
                };
            };
        };
        /** @description Bad Request: `request.too-deep`, `request.malformed`, `gateway.malformed` */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 400;
                    /** @enum {unknown} */
                    code?: "request.too-deep" | "request.malformed" | "gateway.malformed";
                };
            };
        };
        /** @description Conflict: `content.thread-deleted` */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 409;
                    /** @enum {unknown} */
                    code?: "content.thread-deleted";
                };
            };
        };
        /** @description Forbidden: `permission.missing` */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 403;
                    /** @enum {unknown} */
                    code?: "permission.missing";
                };
            };
        };
        /** @description Gateway Timeout: `gateway.too-slow`, `request.too-slow` */
        GatewayTimeout: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 504;
                    /** @enum {unknown} */
                    code?: "gateway.too-slow" | "request.too-slow";
                };
            };
        };
        /** @description Gone: `auth.link-expired` */
        Gone: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "text/html": string;
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 410;
                    /** @enum {unknown} */
                    code?: "auth.link-expired";
                };
            };
        };
        /** @description Not Found: `content.no-such-thread` */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 404;
                    /** @enum {unknown} */
                    code?: "content.no-such-thread";
                };
            };
        };
        /** @description Payload Too Large: `request.too-large` */
        PayloadTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 413;
                    /** @enum {unknown} */
                    code?: "request.too-large";
                };
            };
        };
        /** @description Precondition Failed: `request.version-passed` */
        PreconditionFailed: {
            headers: {
                /** @description The version that it has now, to be sent as If-Match with a change */
                ETag?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 412;
                    /** @enum {unknown} */
                    code?: "request.version-passed";
                };
            };
        };
        /** @description Service Unavailable: `token.no-keys`, `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
        ServiceUnavailable: {
            headers: {
                /** @description Seconds to wait */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 503;
                    /** @enum {unknown} */
                    code?: "token.no-keys" | "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                };
            };
        };
        /** @description Too Many Requests: `gateway.slow-down` */
        TooManyRequests: {
            headers: {
                /** @description Seconds to wait */
                "Retry-After"?: number;
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 429;
                    /** @enum {unknown} */
                    code?: "gateway.slow-down";
                };
            };
        };
        /** @description Unauthorized: `token.missing`, `token.invalid`, `token.expired`, `token.revoked`, `token.outdated` */
        Unauthorized: {
            headers: {
                /** @description RFC 6750 */
                "WWW-Authenticate"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 401;
                    /** @enum {unknown} */
                    code?: "token.missing" | "token.invalid" | "token.expired" | "token.revoked" | "token.outdated";
                };
            };
        };
        /** @description Unprocessable Entity: `request.invalid` */
        UnprocessableEntity: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 422;
                    /** @enum {unknown} */
                    code?: "request.invalid";
                };
            };
        };
        /** @description Unsupported Media Type: `request.unsupported-media-type` */
        UnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 415;
                    /** @enum {unknown} */
                    code?: "request.unsupported-media-type";
                };
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description What is left of the quota (`r`), and the seconds until it is whole again (`t`) */
        RateLimit: string;
        /** @description The quota (`q`) for a window of so many seconds (`w`) */
        "RateLimit-Policy": string;
    };
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
            /** @description OK */
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
            422: components["responses"]["UnprocessableEntity"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertsAlertPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description Unprocessable Entity: `request.invalid`, `cursor.invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 422;
                        /** @enum {unknown} */
                        code?: "request.invalid" | "cursor.invalid";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertsMutedUserPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description Unprocessable Entity: `request.invalid`, `cursor.invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 422;
                        /** @enum {unknown} */
                        code?: "request.invalid" | "cursor.invalid";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            /** @description Not Found: `alerts.no-such-user` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "alerts.no-such-user";
                    };
                };
            };
            /** @description Conflict: `alerts.cannot-mute-oneself`, `alerts.too-many-muted` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 409;
                        /** @enum {unknown} */
                        code?: "alerts.cannot-mute-oneself" | "alerts.too-many-muted";
                    };
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    /** @description The version that it has now, to be sent as If-Match with a change */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
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
            401: components["responses"]["Unauthorized"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    /** @description The version that it has now, to be sent as If-Match with a change */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
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
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
        };
    };
    "alerts.getStream": {
        parameters: {
            query?: never;
            header?: {
                /** @description The id of the last event that was heard: what came after it is sent first */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            422: components["responses"]["UnprocessableEntity"];
            /** @description Too Many Requests: `alerts.too-many-streams`, `gateway.slow-down` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 429;
                        /** @enum {unknown} */
                        code?: "alerts.too-many-streams" | "gateway.slow-down";
                    };
                };
            };
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `token.no-keys`, `alerts.streams-full`, `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "token.no-keys" | "alerts.streams-full" | "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Bad Request: `alerts.unsubscribe-link-invalid`, `gateway.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 400;
                        /** @enum {unknown} */
                        code?: "alerts.unsubscribe-link-invalid" | "gateway.malformed";
                    };
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Bad Request: `alerts.unsubscribe-link-invalid`, `alerts.not-one-click`, `request.malformed`, `gateway.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 400;
                        /** @enum {unknown} */
                        code?: "alerts.unsubscribe-link-invalid" | "alerts.not-one-click" | "request.malformed" | "gateway.malformed";
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            /** @description Not Found: `alerts.no-such-alert` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "alerts.no-such-alert";
                    };
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description Not Modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            422: components["responses"]["UnprocessableEntity"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
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
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description Unprocessable Entity: `request.invalid`, `cursor.invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 422;
                        /** @enum {unknown} */
                        code?: "request.invalid" | "cursor.invalid";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
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
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description Not Found: `audit.no-such-event` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "audit.no-such-event";
                    };
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
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
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description Not Found: `audit.no-such-flow` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "audit.no-such-flow";
                    };
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
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
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
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
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthUser"];
                };
            };
            /** @description Unauthorized: `token.missing`, `token.invalid`, `token.expired`, `token.revoked`, `token.outdated`, `auth.no-such-account` */
            401: {
                headers: {
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "token.missing" | "token.invalid" | "token.expired" | "token.revoked" | "token.outdated" | "auth.no-such-account";
                    };
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
                    /** @description 3 to 32 characters: letters, digits, _ and -, with single spaces between */
                    nickname: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthUser"];
                };
            };
            400: components["responses"]["BadRequest"];
            /** @description Unauthorized: `token.missing`, `token.invalid`, `token.expired`, `token.revoked`, `token.outdated`, `auth.no-such-account` */
            401: {
                headers: {
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "token.missing" | "token.invalid" | "token.expired" | "token.revoked" | "token.outdated" | "auth.no-such-account";
                    };
                };
            };
            /** @description Conflict: `auth.nickname-taken` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 409;
                        /** @enum {unknown} */
                        code?: "auth.nickname-taken";
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
                    /** @description 8 to 128 characters; none of the passwords that are tried first */
                    newPassword: string;
                };
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["BadRequest"];
            /** @description Unauthorized: `token.missing`, `token.invalid`, `token.expired`, `token.revoked`, `token.outdated`, `auth.no-such-account` */
            401: {
                headers: {
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "token.missing" | "token.invalid" | "token.expired" | "token.revoked" | "token.outdated" | "auth.no-such-account";
                    };
                };
            };
            /** @description Forbidden: `auth.banned`, `auth.wrong-password` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "auth.banned" | "auth.wrong-password";
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            /** @description Too Many Requests: `auth.slow-down`, `gateway.slow-down` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 429;
                        /** @enum {unknown} */
                        code?: "auth.slow-down" | "gateway.slow-down";
                    };
                };
            };
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `token.no-keys`, `auth.busy`, `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "token.no-keys" | "auth.busy" | "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `request.malformed`, `gateway.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 400;
                        /** @enum {unknown} */
                        code?: "request.malformed" | "gateway.malformed";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            410: components["responses"]["Gone"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description Unprocessable Entity: `request.invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 422;
                        /** @enum {unknown} */
                        code?: "request.invalid";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
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
            /** @description Unauthorized: `token.missing`, `token.invalid`, `token.expired`, `token.revoked`, `token.outdated`, `auth.no-such-account` */
            401: {
                headers: {
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "token.missing" | "token.invalid" | "token.expired" | "token.revoked" | "token.outdated" | "auth.no-such-account";
                    };
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description Accepted */
            202: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["BadRequest"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            /** @description Too Many Requests: `auth.slow-down`, `gateway.slow-down` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 429;
                        /** @enum {unknown} */
                        code?: "auth.slow-down" | "gateway.slow-down";
                    };
                };
            };
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
                    /** @description 8 to 128 characters; none of the passwords that are tried first */
                    newPassword: string;
                };
                "application/x-www-form-urlencoded": {
                    token: string;
                    /** @description 8 to 128 characters; none of the passwords that are tried first */
                    newPassword: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `request.malformed`, `gateway.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 400;
                        /** @enum {unknown} */
                        code?: "request.malformed" | "gateway.malformed";
                    };
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            410: components["responses"]["Gone"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description Unprocessable Entity: `request.invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 422;
                        /** @enum {unknown} */
                        code?: "request.invalid";
                    };
                };
            };
            /** @description Too Many Requests: `auth.slow-down`, `gateway.slow-down` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 429;
                        /** @enum {unknown} */
                        code?: "auth.slow-down" | "gateway.slow-down";
                    };
                };
            };
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `auth.busy`, `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "auth.busy" | "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthRolePage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description Unprocessable Entity: `request.invalid`, `cursor.invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 422;
                        /** @enum {unknown} */
                        code?: "request.invalid" | "cursor.invalid";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthRole"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthRole"];
                };
            };
            400: components["responses"]["BadRequest"];
            /** @description Unauthorized: `token.missing`, `token.invalid`, `token.expired`, `token.revoked`, `token.outdated`, `auth.no-such-account` */
            401: {
                headers: {
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "token.missing" | "token.invalid" | "token.expired" | "token.revoked" | "token.outdated" | "auth.no-such-account";
                    };
                };
            };
            /** @description Forbidden: `permission.missing`, `auth.role-fixed`, `auth.role-too-high`, `auth.permission-not-held` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission.missing" | "auth.role-fixed" | "auth.role-too-high" | "auth.permission-not-held";
                    };
                };
            };
            /** @description Conflict: `auth.too-many-roles` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 409;
                        /** @enum {unknown} */
                        code?: "auth.too-many-roles";
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthSessionPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description Unprocessable Entity: `request.invalid`, `cursor.invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 422;
                        /** @enum {unknown} */
                        code?: "request.invalid" | "cursor.invalid";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            /** @description Not Found: `auth.no-such-session` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "auth.no-such-session";
                    };
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Sent as `Authorization: Bearer …` */
                        accessToken: string;
                        /** @constant */
                        tokenType: "Bearer";
                        /** @description Seconds that the access token lives */
                        expiresIn: number;
                        /** @description Good for one exchange (`POST /auth/token`) */
                        refreshToken: string;
                        user: components["schemas"]["AuthUser"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            /** @description Unauthorized: `auth.wrong-credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "auth.wrong-credentials";
                    };
                };
            };
            /** @description Forbidden: `auth.banned` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "auth.banned";
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            /** @description Too Many Requests: `auth.slow-down`, `gateway.slow-down` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 429;
                        /** @enum {unknown} */
                        code?: "auth.slow-down" | "gateway.slow-down";
                    };
                };
            };
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `auth.busy`, `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "auth.busy" | "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
                    /** @description 3 to 32 characters: letters, digits, _ and -, with single spaces between */
                    nickname: string;
                    /** @description The address that the link is mailed to */
                    email: string;
                    /** @description 8 to 128 characters; none of the passwords that are tried first */
                    password: string;
                };
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["BadRequest"];
            /** @description Conflict: `auth.nickname-taken` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 409;
                        /** @enum {unknown} */
                        code?: "auth.nickname-taken";
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            /** @description Too Many Requests: `auth.slow-down`, `gateway.slow-down` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 429;
                        /** @enum {unknown} */
                        code?: "auth.slow-down" | "gateway.slow-down";
                    };
                };
            };
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `request.malformed`, `gateway.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 400;
                        /** @enum {unknown} */
                        code?: "request.malformed" | "gateway.malformed";
                    };
                };
            };
            /** @description Conflict: `auth.nickname-taken`, `auth.address-taken` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 409;
                        /** @enum {unknown} */
                        code?: "auth.nickname-taken" | "auth.address-taken";
                    };
                };
            };
            410: components["responses"]["Gone"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description Unprocessable Entity: `request.invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 422;
                        /** @enum {unknown} */
                        code?: "request.invalid";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthTokens"];
                };
            };
            400: components["responses"]["BadRequest"];
            /** @description Unauthorized: `auth.refresh-token-invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "auth.refresh-token-invalid";
                    };
                };
            };
            /** @description Forbidden: `auth.banned` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "auth.banned";
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthStaffUserPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description Unprocessable Entity: `request.invalid`, `cursor.invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 422;
                        /** @enum {unknown} */
                        code?: "request.invalid" | "cursor.invalid";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthStaffUser"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description Not Found: `auth.no-such-user` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "auth.no-such-user";
                    };
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            /** @description Unauthorized: `token.missing`, `token.invalid`, `token.expired`, `token.revoked`, `token.outdated`, `auth.no-such-account` */
            401: {
                headers: {
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "token.missing" | "token.invalid" | "token.expired" | "token.revoked" | "token.outdated" | "auth.no-such-account";
                    };
                };
            };
            /** @description Forbidden: `permission.missing`, `auth.rank-too-low` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission.missing" | "auth.rank-too-low";
                    };
                };
            };
            /** @description Not Found: `auth.no-such-user` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "auth.no-such-user";
                    };
                };
            };
            /** @description Conflict: `auth.last-administrator` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 409;
                        /** @enum {unknown} */
                        code?: "auth.last-administrator";
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unauthorized: `token.missing`, `token.invalid`, `token.expired`, `token.revoked`, `token.outdated`, `auth.no-such-account` */
            401: {
                headers: {
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "token.missing" | "token.invalid" | "token.expired" | "token.revoked" | "token.outdated" | "auth.no-such-account";
                    };
                };
            };
            /** @description Forbidden: `permission.missing`, `auth.rank-too-low` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission.missing" | "auth.rank-too-low";
                    };
                };
            };
            /** @description Not Found: `auth.no-such-user` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "auth.no-such-user";
                    };
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            /** @description Unauthorized: `token.missing`, `token.invalid`, `token.expired`, `token.revoked`, `token.outdated`, `auth.no-such-account` */
            401: {
                headers: {
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "token.missing" | "token.invalid" | "token.expired" | "token.revoked" | "token.outdated" | "auth.no-such-account";
                    };
                };
            };
            /** @description Forbidden: `permission.missing`, `auth.rank-too-low`, `auth.permission-not-held` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission.missing" | "auth.rank-too-low" | "auth.permission-not-held";
                    };
                };
            };
            /** @description Not Found: `auth.no-such-user` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "auth.no-such-user";
                    };
                };
            };
            /** @description Conflict: `auth.last-administrator` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 409;
                        /** @enum {unknown} */
                        code?: "auth.last-administrator";
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unauthorized: `token.missing`, `token.invalid`, `token.expired`, `token.revoked`, `token.outdated`, `auth.no-such-account` */
            401: {
                headers: {
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "token.missing" | "token.invalid" | "token.expired" | "token.revoked" | "token.outdated" | "auth.no-such-account";
                    };
                };
            };
            /** @description Forbidden: `permission.missing`, `auth.rank-too-low`, `auth.permission-not-held` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission.missing" | "auth.rank-too-low" | "auth.permission-not-held";
                    };
                };
            };
            /** @description Not Found: `auth.no-such-user` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "auth.no-such-user";
                    };
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unauthorized: `token.missing`, `token.invalid`, `token.expired`, `token.revoked`, `token.outdated`, `auth.no-such-account` */
            401: {
                headers: {
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "token.missing" | "token.invalid" | "token.expired" | "token.revoked" | "token.outdated" | "auth.no-such-account";
                    };
                };
            };
            /** @description Forbidden: `permission.missing`, `auth.rank-too-low`, `auth.role-too-high`, `auth.permission-not-held` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission.missing" | "auth.rank-too-low" | "auth.role-too-high" | "auth.permission-not-held";
                    };
                };
            };
            /** @description Not Found: `auth.no-such-user`, `auth.no-such-role` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "auth.no-such-user" | "auth.no-such-role";
                    };
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unauthorized: `token.missing`, `token.invalid`, `token.expired`, `token.revoked`, `token.outdated`, `auth.no-such-account` */
            401: {
                headers: {
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "token.missing" | "token.invalid" | "token.expired" | "token.revoked" | "token.outdated" | "auth.no-such-account";
                    };
                };
            };
            /** @description Forbidden: `permission.missing`, `auth.rank-too-low`, `auth.role-too-high`, `auth.permission-not-held` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission.missing" | "auth.rank-too-low" | "auth.role-too-high" | "auth.permission-not-held";
                    };
                };
            };
            /** @description Not Found: `auth.no-such-user`, `auth.no-such-role` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "auth.no-such-user" | "auth.no-such-role";
                    };
                };
            };
            /** @description Conflict: `auth.last-administrator` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 409;
                        /** @enum {unknown} */
                        code?: "auth.last-administrator";
                    };
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentCategoryPage"];
                };
            };
            /** @description Unauthorized: `token.invalid`, `token.expired`, `token.revoked`, `token.outdated` */
            401: {
                headers: {
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "token.invalid" | "token.expired" | "token.revoked" | "token.outdated";
                    };
                };
            };
            /** @description Unprocessable Entity: `request.invalid`, `cursor.invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 422;
                        /** @enum {unknown} */
                        code?: "request.invalid" | "cursor.invalid";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
        };
    };
    "content.createCategory": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, new for each create: the same key with the same body gives the first answer again */
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
            /** @description Created */
            201: {
                headers: {
                    /** @description The version that it has now, to be sent as If-Match with a change */
                    ETag?: string;
                    /** @description The path of what was made */
                    Location?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentCategory"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /** @description Forbidden: `permission.missing`, `content.banned`, `content.muted`, `content.no-such-user` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission.missing" | "content.banned" | "content.muted" | "content.no-such-user";
                    };
                };
            };
            /** @description Conflict: `content.too-many-categories` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 409;
                        /** @enum {unknown} */
                        code?: "content.too-many-categories";
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description Unprocessable Entity: `request.invalid`, `content.idempotency-key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 422;
                        /** @enum {unknown} */
                        code?: "request.invalid" | "content.idempotency-key-reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `token.no-keys`, `content.user-unknown`, `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "token.no-keys" | "content.user-unknown" | "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    /** @description The version that it has now, to be sent as If-Match with a change */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentCategory"];
                };
            };
            /** @description Unauthorized: `token.invalid`, `token.expired`, `token.revoked`, `token.outdated` */
            401: {
                headers: {
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "token.invalid" | "token.expired" | "token.revoked" | "token.outdated";
                    };
                };
            };
            /** @description Not Found: `content.no-such-category` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "content.no-such-category";
                    };
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `request.malformed`, `gateway.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 400;
                        /** @enum {unknown} */
                        code?: "request.malformed" | "gateway.malformed";
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description Forbidden: `permission.missing`, `content.banned`, `content.muted`, `content.no-such-user` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission.missing" | "content.banned" | "content.muted" | "content.no-such-user";
                    };
                };
            };
            /** @description Not Found: `content.no-such-category` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "content.no-such-category";
                    };
                };
            };
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `token.no-keys`, `content.user-unknown`, `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "token.no-keys" | "content.user-unknown" | "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    /** @description The version that it has now, to be sent as If-Match with a change */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentCategory"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /** @description Forbidden: `permission.missing`, `content.banned`, `content.muted`, `content.no-such-user` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission.missing" | "content.banned" | "content.muted" | "content.no-such-user";
                    };
                };
            };
            /** @description Not Found: `content.no-such-category` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "content.no-such-category";
                    };
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `token.no-keys`, `content.user-unknown`, `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "token.no-keys" | "content.user-unknown" | "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `request.malformed`, `gateway.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 400;
                        /** @enum {unknown} */
                        code?: "request.malformed" | "gateway.malformed";
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description Forbidden: `permission.missing`, `content.banned`, `content.muted`, `content.no-such-user` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission.missing" | "content.banned" | "content.muted" | "content.no-such-user";
                    };
                };
            };
            /** @description Not Found: `content.no-such-category` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "content.no-such-category";
                    };
                };
            };
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `token.no-keys`, `content.user-unknown`, `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "token.no-keys" | "content.user-unknown" | "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentSectionPage"];
                };
            };
            /** @description Unauthorized: `token.invalid`, `token.expired`, `token.revoked`, `token.outdated` */
            401: {
                headers: {
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "token.invalid" | "token.expired" | "token.revoked" | "token.outdated";
                    };
                };
            };
            /** @description Not Found: `content.no-such-category` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "content.no-such-category";
                    };
                };
            };
            /** @description Unprocessable Entity: `request.invalid`, `cursor.invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 422;
                        /** @enum {unknown} */
                        code?: "request.invalid" | "cursor.invalid";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
        };
    };
    "content.createSection": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, new for each create: the same key with the same body gives the first answer again */
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
            /** @description Created */
            201: {
                headers: {
                    /** @description The version that it has now, to be sent as If-Match with a change */
                    ETag?: string;
                    /** @description The path of what was made */
                    Location?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentSection"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /** @description Forbidden: `permission.missing`, `content.banned`, `content.muted`, `content.no-such-user` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission.missing" | "content.banned" | "content.muted" | "content.no-such-user";
                    };
                };
            };
            /** @description Not Found: `content.no-such-category` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "content.no-such-category";
                    };
                };
            };
            /** @description Conflict: `content.too-many-sections` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 409;
                        /** @enum {unknown} */
                        code?: "content.too-many-sections";
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description Unprocessable Entity: `request.invalid`, `content.idempotency-key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 422;
                        /** @enum {unknown} */
                        code?: "request.invalid" | "content.idempotency-key-reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `token.no-keys`, `content.user-unknown`, `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "token.no-keys" | "content.user-unknown" | "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentThread"];
                };
            };
            /** @description Moved Permanently */
            301: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unauthorized: `token.invalid`, `token.expired`, `token.revoked`, `token.outdated` */
            401: {
                headers: {
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "token.invalid" | "token.expired" | "token.revoked" | "token.outdated";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    /** @description The version that it has now, to be sent as If-Match with a change */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentPost"];
                };
            };
            /** @description Unauthorized: `token.invalid`, `token.expired`, `token.revoked`, `token.outdated` */
            401: {
                headers: {
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "token.invalid" | "token.expired" | "token.revoked" | "token.outdated";
                    };
                };
            };
            /** @description Not Found: `content.no-such-post` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "content.no-such-post";
                    };
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `request.malformed`, `gateway.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 400;
                        /** @enum {unknown} */
                        code?: "request.malformed" | "gateway.malformed";
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description Forbidden: `content.banned`, `content.muted`, `content.no-such-user`, `content.not-yours` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "content.banned" | "content.muted" | "content.no-such-user" | "content.not-yours";
                    };
                };
            };
            /** @description Not Found: `content.no-such-post` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "content.no-such-post";
                    };
                };
            };
            /** @description Conflict: `content.thread-deleted`, `content.thread-locked`, `content.opening-post` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 409;
                        /** @enum {unknown} */
                        code?: "content.thread-deleted" | "content.thread-locked" | "content.opening-post";
                    };
                };
            };
            /** @description Gone: `content.post-purged` */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 410;
                        /** @enum {unknown} */
                        code?: "content.post-purged";
                    };
                };
            };
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `token.no-keys`, `content.user-unknown`, `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "token.no-keys" | "content.user-unknown" | "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    /** @description The version that it has now, to be sent as If-Match with a change */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentPost"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /** @description Forbidden: `content.banned`, `content.muted`, `content.no-such-user`, `content.not-yours` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "content.banned" | "content.muted" | "content.no-such-user" | "content.not-yours";
                    };
                };
            };
            /** @description Not Found: `content.no-such-post` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "content.no-such-post";
                    };
                };
            };
            /** @description Conflict: `content.thread-deleted`, `content.thread-locked`, `content.post-deleted` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 409;
                        /** @enum {unknown} */
                        code?: "content.thread-deleted" | "content.thread-locked" | "content.post-deleted";
                    };
                };
            };
            /** @description Gone: `content.post-purged` */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 410;
                        /** @enum {unknown} */
                        code?: "content.post-purged";
                    };
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description Unprocessable Entity: `request.invalid`, `content.body-too-long`, `content.too-many-links`, `content.too-many-mentions` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 422;
                        /** @enum {unknown} */
                        code?: "request.invalid" | "content.body-too-long" | "content.too-many-links" | "content.too-many-mentions";
                    };
                };
            };
            /** @description Too Many Requests: `content.slow-down`, `gateway.slow-down` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 429;
                        /** @enum {unknown} */
                        code?: "content.slow-down" | "gateway.slow-down";
                    };
                };
            };
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `token.no-keys`, `content.user-unknown`, `content.names-unknown`, `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "token.no-keys" | "content.user-unknown" | "content.names-unknown" | "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentRevisionPage"];
                };
            };
            /** @description Unauthorized: `token.invalid`, `token.expired`, `token.revoked`, `token.outdated` */
            401: {
                headers: {
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "token.invalid" | "token.expired" | "token.revoked" | "token.outdated";
                    };
                };
            };
            /** @description Not Found: `content.no-such-post`, `content.no-history` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "content.no-such-post" | "content.no-history";
                    };
                };
            };
            /** @description Unprocessable Entity: `request.invalid`, `cursor.invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 422;
                        /** @enum {unknown} */
                        code?: "request.invalid" | "cursor.invalid";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /** @description Forbidden: `permission.missing`, `content.banned`, `content.muted`, `content.no-such-user` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission.missing" | "content.banned" | "content.muted" | "content.no-such-user";
                    };
                };
            };
            /** @description Not Found: `content.no-such-post` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "content.no-such-post";
                    };
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `token.no-keys`, `content.user-unknown`, `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "token.no-keys" | "content.user-unknown" | "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `request.malformed`, `gateway.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 400;
                        /** @enum {unknown} */
                        code?: "request.malformed" | "gateway.malformed";
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description Forbidden: `content.banned`, `content.muted`, `content.no-such-user`, `content.not-yours`, `content.moderators-only` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "content.banned" | "content.muted" | "content.no-such-user" | "content.not-yours" | "content.moderators-only";
                    };
                };
            };
            /** @description Not Found: `content.no-such-post` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "content.no-such-post";
                    };
                };
            };
            /** @description Conflict: `content.thread-deleted`, `content.thread-locked` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 409;
                        /** @enum {unknown} */
                        code?: "content.thread-deleted" | "content.thread-locked";
                    };
                };
            };
            /** @description Gone: `content.post-purged` */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 410;
                        /** @enum {unknown} */
                        code?: "content.post-purged";
                    };
                };
            };
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `token.no-keys`, `content.user-unknown`, `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "token.no-keys" | "content.user-unknown" | "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
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
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description Not Found: `content.no-such-replica` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "content.no-such-replica";
                    };
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    /** @description The version that it has now, to be sent as If-Match with a change */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentSection"];
                };
            };
            /** @description Unauthorized: `token.invalid`, `token.expired`, `token.revoked`, `token.outdated` */
            401: {
                headers: {
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "token.invalid" | "token.expired" | "token.revoked" | "token.outdated";
                    };
                };
            };
            /** @description Not Found: `content.no-such-section` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "content.no-such-section";
                    };
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `request.malformed`, `gateway.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 400;
                        /** @enum {unknown} */
                        code?: "request.malformed" | "gateway.malformed";
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description Forbidden: `permission.missing`, `content.banned`, `content.muted`, `content.no-such-user` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission.missing" | "content.banned" | "content.muted" | "content.no-such-user";
                    };
                };
            };
            /** @description Not Found: `content.no-such-section` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "content.no-such-section";
                    };
                };
            };
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `token.no-keys`, `content.user-unknown`, `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "token.no-keys" | "content.user-unknown" | "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    /** @description The version that it has now, to be sent as If-Match with a change */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentSection"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /** @description Forbidden: `permission.missing`, `content.banned`, `content.muted`, `content.no-such-user` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission.missing" | "content.banned" | "content.muted" | "content.no-such-user";
                    };
                };
            };
            /** @description Not Found: `content.no-such-section`, `content.no-such-category` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "content.no-such-section" | "content.no-such-category";
                    };
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `token.no-keys`, `content.user-unknown`, `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "token.no-keys" | "content.user-unknown" | "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `request.malformed`, `gateway.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 400;
                        /** @enum {unknown} */
                        code?: "request.malformed" | "gateway.malformed";
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description Forbidden: `permission.missing`, `content.banned`, `content.muted`, `content.no-such-user` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission.missing" | "content.banned" | "content.muted" | "content.no-such-user";
                    };
                };
            };
            /** @description Not Found: `content.no-such-section` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "content.no-such-section";
                    };
                };
            };
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `token.no-keys`, `content.user-unknown`, `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "token.no-keys" | "content.user-unknown" | "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentThreadPage"];
                };
            };
            /** @description Unauthorized: `token.invalid`, `token.expired`, `token.revoked`, `token.outdated` */
            401: {
                headers: {
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "token.invalid" | "token.expired" | "token.revoked" | "token.outdated";
                    };
                };
            };
            /** @description Forbidden: `content.moderators-only` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "content.moderators-only";
                    };
                };
            };
            /** @description Not Found: `content.no-such-section` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "content.no-such-section";
                    };
                };
            };
            /** @description Unprocessable Entity: `request.invalid`, `cursor.invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 422;
                        /** @enum {unknown} */
                        code?: "request.invalid" | "cursor.invalid";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
        };
    };
    "content.createThread": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, new for each create: the same key with the same body gives the first answer again */
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
            /** @description Created */
            201: {
                headers: {
                    /** @description The version that it has now, to be sent as If-Match with a change */
                    ETag?: string;
                    /** @description The path of what was made */
                    Location?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentThread"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /** @description Forbidden: `content.banned`, `content.muted`, `content.no-such-user`, `content.read-only` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "content.banned" | "content.muted" | "content.no-such-user" | "content.read-only";
                    };
                };
            };
            /** @description Not Found: `content.no-such-section`, `content.no-such-thread` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "content.no-such-section" | "content.no-such-thread";
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description Unprocessable Entity: `request.invalid`, `content.body-too-long`, `content.too-many-links`, `content.too-many-mentions`, `content.idempotency-key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 422;
                        /** @enum {unknown} */
                        code?: "request.invalid" | "content.body-too-long" | "content.too-many-links" | "content.too-many-mentions" | "content.idempotency-key-reused";
                    };
                };
            };
            /** @description Too Many Requests: `content.slow-down`, `gateway.slow-down` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 429;
                        /** @enum {unknown} */
                        code?: "content.slow-down" | "gateway.slow-down";
                    };
                };
            };
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `token.no-keys`, `content.user-unknown`, `content.names-unknown`, `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "token.no-keys" | "content.user-unknown" | "content.names-unknown" | "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentThreadPage"];
                };
            };
            /** @description Unauthorized: `token.invalid`, `token.expired`, `token.revoked`, `token.outdated` */
            401: {
                headers: {
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "token.invalid" | "token.expired" | "token.revoked" | "token.outdated";
                    };
                };
            };
            /** @description Unprocessable Entity: `request.invalid`, `cursor.invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 422;
                        /** @enum {unknown} */
                        code?: "request.invalid" | "cursor.invalid";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    /** @description The version that it has now, to be sent as If-Match with a change */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentThread"];
                };
            };
            /** @description Unauthorized: `token.invalid`, `token.expired`, `token.revoked`, `token.outdated` */
            401: {
                headers: {
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "token.invalid" | "token.expired" | "token.revoked" | "token.outdated";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `request.malformed`, `gateway.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 400;
                        /** @enum {unknown} */
                        code?: "request.malformed" | "gateway.malformed";
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description Forbidden: `content.banned`, `content.muted`, `content.no-such-user`, `content.not-yours` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "content.banned" | "content.muted" | "content.no-such-user" | "content.not-yours";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /** @description Conflict: `content.thread-locked`, `content.thread-replied` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 409;
                        /** @enum {unknown} */
                        code?: "content.thread-locked" | "content.thread-replied";
                    };
                };
            };
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `token.no-keys`, `content.user-unknown`, `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "token.no-keys" | "content.user-unknown" | "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    /** @description The version that it has now, to be sent as If-Match with a change */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentThread"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /** @description Forbidden: `content.banned`, `content.muted`, `content.no-such-user`, `content.not-yours` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "content.banned" | "content.muted" | "content.no-such-user" | "content.not-yours";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /** @description Conflict: `content.thread-deleted`, `content.thread-locked` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 409;
                        /** @enum {unknown} */
                        code?: "content.thread-deleted" | "content.thread-locked";
                    };
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `token.no-keys`, `content.user-unknown`, `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "token.no-keys" | "content.user-unknown" | "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /** @description Forbidden: `content.banned`, `content.muted`, `content.no-such-user`, `permission.missing` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "content.banned" | "content.muted" | "content.no-such-user" | "permission.missing";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `token.no-keys`, `content.user-unknown`, `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "token.no-keys" | "content.user-unknown" | "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `request.malformed`, `gateway.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 400;
                        /** @enum {unknown} */
                        code?: "request.malformed" | "gateway.malformed";
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description Forbidden: `content.banned`, `content.muted`, `content.no-such-user`, `permission.missing` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "content.banned" | "content.muted" | "content.no-such-user" | "permission.missing";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `token.no-keys`, `content.user-unknown`, `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "token.no-keys" | "content.user-unknown" | "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `request.malformed`, `gateway.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 400;
                        /** @enum {unknown} */
                        code?: "request.malformed" | "gateway.malformed";
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description Forbidden: `content.banned`, `content.muted`, `content.no-such-user`, `content.moderators-only` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "content.banned" | "content.muted" | "content.no-such-user" | "content.moderators-only";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `token.no-keys`, `content.user-unknown`, `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "token.no-keys" | "content.user-unknown" | "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `request.malformed`, `gateway.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 400;
                        /** @enum {unknown} */
                        code?: "request.malformed" | "gateway.malformed";
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description Forbidden: `content.banned`, `content.muted`, `content.no-such-user`, `content.moderators-only` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "content.banned" | "content.muted" | "content.no-such-user" | "content.moderators-only";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `token.no-keys`, `content.user-unknown`, `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "token.no-keys" | "content.user-unknown" | "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentPostPage"];
                };
            };
            /** @description Unauthorized: `token.invalid`, `token.expired`, `token.revoked`, `token.outdated` */
            401: {
                headers: {
                    /** @description RFC 6750 */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 401;
                        /** @enum {unknown} */
                        code?: "token.invalid" | "token.expired" | "token.revoked" | "token.outdated";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /** @description Unprocessable Entity: `request.invalid`, `cursor.invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 422;
                        /** @enum {unknown} */
                        code?: "request.invalid" | "cursor.invalid";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
        };
    };
    "content.createPost": {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, new for each create: the same key with the same body gives the first answer again */
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
            /** @description Created */
            201: {
                headers: {
                    /** @description The version that it has now, to be sent as If-Match with a change */
                    ETag?: string;
                    /** @description The path of what was made */
                    Location?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentPost"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /** @description Forbidden: `content.banned`, `content.muted`, `content.no-such-user`, `content.read-only` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "content.banned" | "content.muted" | "content.no-such-user" | "content.read-only";
                    };
                };
            };
            /** @description Not Found: `content.no-such-thread`, `content.no-such-post` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "content.no-such-thread" | "content.no-such-post";
                    };
                };
            };
            /** @description Conflict: `content.thread-deleted`, `content.thread-locked` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 409;
                        /** @enum {unknown} */
                        code?: "content.thread-deleted" | "content.thread-locked";
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description Unprocessable Entity: `request.invalid`, `content.body-too-long`, `content.too-many-links`, `content.too-many-mentions`, `content.idempotency-key-reused`, `content.reply-elsewhere` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 422;
                        /** @enum {unknown} */
                        code?: "request.invalid" | "content.body-too-long" | "content.too-many-links" | "content.too-many-mentions" | "content.idempotency-key-reused" | "content.reply-elsewhere";
                    };
                };
            };
            /** @description Too Many Requests: `content.slow-down`, `gateway.slow-down` */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 429;
                        /** @enum {unknown} */
                        code?: "content.slow-down" | "gateway.slow-down";
                    };
                };
            };
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `token.no-keys`, `content.user-unknown`, `content.names-unknown`, `content.thread-busy`, `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "token.no-keys" | "content.user-unknown" | "content.names-unknown" | "content.thread-busy" | "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `request.malformed`, `gateway.malformed` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 400;
                        /** @enum {unknown} */
                        code?: "request.malformed" | "gateway.malformed";
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description Forbidden: `content.banned`, `content.muted`, `content.no-such-user`, `content.moderators-only` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "content.banned" | "content.muted" | "content.no-such-user" | "content.moderators-only";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `token.no-keys`, `content.user-unknown`, `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "token.no-keys" | "content.user-unknown" | "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /** @description Forbidden: `content.banned`, `content.muted`, `content.no-such-user`, `content.moderators-only` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "content.banned" | "content.muted" | "content.no-such-user" | "content.moderators-only";
                    };
                };
            };
            /** @description Not Found: `content.no-such-thread`, `content.no-such-section` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "content.no-such-thread" | "content.no-such-section";
                    };
                };
            };
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `token.no-keys`, `content.user-unknown`, `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "token.no-keys" | "content.user-unknown" | "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        level: "muted" | "normal" | "tracking" | "watching";
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentThreadPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description Unprocessable Entity: `request.invalid`, `cursor.invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 422;
                        /** @enum {unknown} */
                        code?: "request.invalid" | "cursor.invalid";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
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
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /** @description Forbidden: `permission.missing`, `content.banned`, `content.muted`, `content.no-such-user`, `content.rank-too-low` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission.missing" | "content.banned" | "content.muted" | "content.no-such-user" | "content.rank-too-low";
                    };
                };
            };
            /** @description Not Found: `content.no-such-user` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "content.no-such-user";
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `token.no-keys`, `content.user-unknown`, `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "token.no-keys" | "content.user-unknown" | "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            /** @description Forbidden: `permission.missing`, `content.banned`, `content.muted`, `content.no-such-user`, `content.rank-too-low` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 403;
                        /** @enum {unknown} */
                        code?: "permission.missing" | "content.banned" | "content.muted" | "content.no-such-user" | "content.rank-too-low";
                    };
                };
            };
            /** @description Not Found: `content.no-such-user` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 404;
                        /** @enum {unknown} */
                        code?: "content.no-such-user";
                    };
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `token.no-keys`, `content.user-unknown`, `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "token.no-keys" | "content.user-unknown" | "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Not Modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            422: components["responses"]["UnprocessableEntity"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Not Modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            422: components["responses"]["UnprocessableEntity"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
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
            422: components["responses"]["UnprocessableEntity"];
            /** @description Service Unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
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
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description Not Modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            422: components["responses"]["UnprocessableEntity"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
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
            /** @description Unprocessable Entity: `request.invalid`, `cursor.invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 422;
                        /** @enum {unknown} */
                        code?: "request.invalid" | "cursor.invalid";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
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
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            /** @description Service Unavailable: `gateway.service-away`, `gateway.circuit-open`, `gateway.service-busy`, `unavailable` */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @constant */
                        status?: 503;
                        /** @enum {unknown} */
                        code?: "gateway.service-away" | "gateway.circuit-open" | "gateway.service-busy" | "unavailable";
                    };
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["AnyProblem"];
        };
    };
}
