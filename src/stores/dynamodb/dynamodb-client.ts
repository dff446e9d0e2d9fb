import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

const CONNECT_TIMEOUT_MS = 1_000;
/** Far above a healthy answer, far below the time budget of a call with its repeats. */
const CALL_TIMEOUT_MS = 1_500;
const MAX_SOCKETS = 128;

export interface DynamodbSettings {
  readonly region: string;
  /** Undefined is AWS itself. */
  readonly endpoint: string | undefined;
  /** Undefined looks where every AWS client looks. */
  readonly credentials?:
    | { readonly accessKeyId: string; readonly secretAccessKey: string }
    | undefined;
}

/** A client with kept-alive connections and a timeout on every call; it repeats nothing itself. */
export function createDynamodbClient({
  region,
  endpoint,
  credentials,
}: DynamodbSettings): DynamoDBClient {
  return new DynamoDBClient({
    region,
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: CALL_TIMEOUT_MS,
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive: true, maxSockets: MAX_SOCKETS },
      httpsAgent: { keepAlive: true, maxSockets: MAX_SOCKETS },
    },
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials !== undefined && { credentials }),
  });
}

/** The same client, for values as they are in JavaScript. */
export function documentsOf(client: DynamoDBClient): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}
