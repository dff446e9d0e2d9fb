// As text, so that patterns of tokens can be made of them.
const USER_ID = '[A-Za-z0-9_-]{1,128}';
/** See `sessionIdAt`: the time, then a UUID. */
const SESSION_ID = '[0-9a-f]{12}-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

export const ID_FORMS = { user: USER_ID, session: SESSION_ID } as const;

/** A user id: a UUID v4 where it is ours, 1 to 128 of these where a client brings its own. */
export const USER_ID_PATTERN = new RegExp(`^${USER_ID}$`);
export const SESSION_ID_PATTERN = new RegExp(`^${SESSION_ID}$`);
