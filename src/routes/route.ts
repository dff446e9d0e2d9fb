import * as z from 'zod/mini';
import type { Caller } from '../domain/caller.ts';
import type { ErrorCode, FieldProblem } from '../domain/errors.ts';
import type { UserRef } from '../domain/user-ref.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
export type Schema = z.ZodMiniType;

const nothing = z.strictObject({});
type Nothing = typeof nothing;

/** A body that is a file's bytes as they are. */
export interface FileSpec {
  /** In lower case, without parameters. */
  readonly contentTypes: readonly string[];
  readonly maxBytes: number;
  /** The codes for more bytes than that, for another type, and for no bytes. */
  readonly tooLarge: ErrorCode;
  readonly wrongType: ErrorCode;
  readonly empty: ErrorCode;
}

/** What a handler gets: everything checked and in its normal form. */
export interface RouteInput<
  Params = unknown,
  Query = unknown,
  Body = unknown,
  File = Uint8Array | undefined,
> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Undefined where the call takes no file. */
  readonly file: File;
  readonly caller: Caller;
  /** The network address that attempts are counted under. */
  readonly source: string;
  /** What the client calls itself. */
  readonly userAgent: string | undefined;
  /** The versions of If-Match; undefined when there is none or it is "*". */
  readonly expectedVersions: readonly number[] | undefined;
  readonly idempotencyKey: string | undefined;
}

type InputOf<
  Params extends Schema,
  Query extends Schema,
  Body extends Schema,
  File extends FileSpec | undefined,
> = RouteInput<
  z.output<Params>,
  z.output<Query>,
  z.output<Body>,
  File extends FileSpec ? Uint8Array : undefined
>;

type Access<Input> =
  | { readonly audience: 'anyone' }
  /** Whoever signed in, about themselves. */
  | { readonly audience: 'user' }
  /** Whoever signed in; the use case shows them what is theirs. */
  | { readonly audience: 'reader' }
  | { readonly audience: 'admin' }
  /** `of` names the owner by what the request says, before anything is read. */
  | { readonly audience: 'owner'; readonly of: (input: Input) => UserRef };

export interface Reply {
  readonly status: 200 | 201;
  /** JSON, or bytes with their `contentType`. */
  readonly body: unknown;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of what the body shows; If-None-Match is answered from it. */
  readonly etag?: string;
  /** Sent as a Link header too. */
  readonly nextCursor?: string | undefined;
}

/** How OpenAPI describes an answer; the body itself is made by the handler's view. */
export interface ReplyDescription {
  readonly status: 200 | 201;
  readonly description: string;
  readonly schema?: Schema;
  readonly contentType?: string;
  readonly example?: unknown;
  /** Names of headers beyond those every reply has. */
  readonly headers?: readonly ('ETag' | 'Link' | 'Location')[];
}

/** One call of the API, as data: the app, OpenAPI and the tests all read it. */
export interface Route<
  Params extends Schema = Schema,
  Query extends Schema = Schema,
  Body extends Schema = Schema,
  File extends FileSpec | undefined = FileSpec | undefined,
> {
  readonly method: Method;
  /** With parameters in braces: "/users/{user_id}". */
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly access: Access<InputOf<Params, Query, Body, File>>;
  readonly params: Params;
  readonly query: Query;
  /** Undefined where the call has no body. */
  readonly body: Body | undefined;
  /** Whether a request without any body counts as one with {}. */
  readonly bodyOptional: boolean;
  /** Takes the place of `body` where what is sent is a file. */
  readonly file: File;
  /** Which of the body's shapes a query asks for, where it has several. */
  readonly bodyFor: ((query: z.output<Query>) => Schema) | undefined;
  /**
   * What the use case would find wrong in a body that the schema already refused, so that its
   * sender is told everything at once.
   */
  readonly furtherProblems:
    | ((rawBody: Readonly<Record<string, unknown>>) => Promise<readonly FieldProblem[]>)
    | undefined;
  readonly bodyExample?: unknown;
  readonly queryExample?: Readonly<Record<string, string>>;
  readonly conditional: 'if-match' | 'if-none-match' | undefined;
  readonly idempotencyKey: boolean;
  readonly reply: ReplyDescription;
  /** The errors of its own, beside those that any call may meet. */
  readonly errors: readonly ErrorCode[];
  /** The code for bad input where a document names a sentence for it. */
  readonly invalidCode: (problems: readonly FieldProblem[]) => ErrorCode;
  /** Members that a 500 of this route carries as well. */
  readonly internalErrorMembers: Readonly<Record<string, string>>;
  readonly run: (input: InputOf<Params, Query, Body, File>) => Promise<Reply>;
}

type Optional =
  | 'params'
  | 'query'
  | 'body'
  | 'bodyOptional'
  | 'file'
  | 'bodyFor'
  | 'furtherProblems'
  | 'conditional'
  | 'idempotencyKey'
  | 'invalidCode'
  | 'internalErrorMembers';

/** Fills in what most routes leave out, and ties the handler's types to the schemas. */
export function defineRoute<
  Params extends Schema = Nothing,
  Query extends Schema = Nothing,
  Body extends Schema = Nothing,
  File extends FileSpec | undefined = undefined,
>(
  spec: Omit<Route<Params, Query, Body, File>, Optional> &
    Partial<Pick<Route<Params, Query, Body, File>, Optional>>,
): Route {
  const route = {
    params: nothing,
    query: nothing,
    body: undefined,
    bodyOptional: false,
    file: undefined,
    bodyFor: undefined,
    furtherProblems: undefined,
    conditional: undefined,
    idempotencyKey: false,
    invalidCode: () => 'INVALID_INPUT',
    internalErrorMembers: {},
    ...spec,
  };
  // The handler's input is checked by these very schemas, so a list may forget their types.
  return route as unknown as Route;
}
