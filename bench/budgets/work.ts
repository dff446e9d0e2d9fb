import type { Product } from '../../src/domain/product.ts';
import type { DocumentFunctions } from '../document-functions.ts';

export interface WorkRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
  /** In place of a body. */
  readonly png?: Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Any other than a good one that is expected. */
  readonly status?: number;
}

/** Who is signed in, with the headers of a request of theirs. */
export interface SignedIn {
  readonly refreshToken: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A guest's cart, with the headers that open it. */
export interface GuestOfWork {
  readonly cartId: string;
  readonly secret: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Of every account with one. */
export const WORK_PASSWORD = 'correct horse battery';

/** What a work may put into the tables beforehand, uncounted. */
export interface Preparation {
  putUser(name: string): Promise<void>;
  /** With the password of the works. */
  putUserWithPassword(name: string): Promise<void>;
  /** Makes the account as well. */
  signIn(name: string): Promise<SignedIn>;
  /** One unit of each product, if no other number is given. */
  putCart(userId: string, products: readonly Product[], units?: number): Promise<void>;
  putGuestCart(products: readonly Product[]): Promise<GuestOfWork>;
  /** So many events that are on their way to a webhook, or were given up. */
  putDeliveries(webhookId: string, count: number, kind: 'live' | 'dead'): Promise<void>;
  /** Uncounted. Gives the body of the answer. */
  request(request: WorkRequest): Promise<unknown>;
  /** The ads that were read are too old from now on. */
  passRefreshTime(): void;
}

/** One piece of work over HTTP, and what the documents' functions do for the same. */
export interface Work {
  readonly operationId: string;
  readonly title: string;
  /** Calls at most; of each page where there are several. */
  readonly budget: number;
  /** Its answer is larger where the tables are. */
  readonly grows?: boolean;
  /** It reads more where the tables are larger, never more calls than its budget. */
  readonly readsMore?: boolean;
  /** Follows the Link headers to the last page. */
  readonly walk?: boolean;
  readonly prepare?: (preparation: Preparation) => Promise<void>;
  /** Made after the preparation where it needs to know what that gave. */
  readonly request: WorkRequest | ((preparation: Preparation) => Promise<WorkRequest>);
  readonly documents?: {
    /** A cart of the documents' form; one unit of each line, if no other number is given. */
    readonly cart?: { readonly userId: string; readonly lines: number; readonly units?: number };
    readonly run: (functions: DocumentFunctions) => Promise<unknown>;
  };
}

/** A request of whoever is signed in with the account of this name, which is made beforehand. */
export function asSignedIn(name: string, request: Omit<WorkRequest, 'headers'>): Work['request'] {
  return async ({ signIn }) => ({ ...request, headers: (await signIn(name)).headers });
}
