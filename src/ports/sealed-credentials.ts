/**
 * Carries a password hash through a workflow without its input, history or log showing it: neither
 * a password nor its hash may be in a workflow input.
 */
export interface SealedCredentials {
  /** Bound to the user id: opening it for another one fails. */
  seal(passwordHash: string, userId: string): string;
  /** @throws Error when it was changed or belongs to another user id. */
  open(sealed: string, userId: string): string;
}
