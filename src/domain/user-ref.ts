/** Names one account, by its id or by its normalised email. */
export type UserRef = { readonly userId: string } | { readonly email: string };
