/** A user id: a UUID v4 where it is ours, 1 to 128 of these where a client brings its own. */
export const USER_ID_PATTERN = /^[A-Za-z0-9_-]{1,128}$/;
