/**
 * `user` is whoever signed in, about themselves; `reader` whoever signed in, to whom what is
 * another's is not there; `guest` whoever has the secret of a cart.
 */
type Who = 'anyone' | 'user' | 'reader' | 'owner' | 'admin' | 'guest';

/** One call of the contract, with input that is good in form. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As the contract writes it. */
  readonly path: string;
  readonly who: Who;
  /** What its owner must have for it to be done: it is in the URL or the body. */
  readonly needs?:
    | 'session'
    | 'reset'
    | 'product'
    | 'ad'
    | 'order'
    | 'guest-cart'
    | 'webhook'
    | 'dead-letter';
  /** The path with its parameters and query filled in. */
  readonly url: (of: CallOwner) => string;
  readonly body?: (of: CallOwner) => Readonly<Record<string, unknown>>;
  /** Fields of the body that are more than text: suites of their own try them. */
  readonly ofManyTypes?: readonly string[];
  readonly bodyOptional?: true;
  /** Whether the documented example of the body is of no use to the owner. */
  readonly isOwnBody?: true;
  /** A photo instead of a body. */
  readonly takesFile?: true;
  /** The status when it is done, where that is not 200 and the call is an owner's. */
  readonly success?: 201;
}

/** The account a call is about. */
export interface CallOwner {
  readonly userId: string;
  readonly email: string;
  readonly sessionId?: string;
  readonly refreshToken?: string;
  readonly resetToken?: string;
  readonly productId?: string;
  readonly adId?: string;
  readonly orderId?: string;
  readonly cartId?: string;
  readonly cartSecret?: string;
  readonly webhookId?: string;
}
