import { type Config, parseConfig } from '../config/config.ts';
import type { Env } from '../config/env.ts';
import type { AccessTokens } from '../ports/access-tokens.ts';
import type { OpaqueTokens } from '../ports/opaque-tokens.ts';
import type { SessionStore } from '../ports/session-store.ts';
import type { ThrottleStore } from '../ports/throttle-store.ts';
import type { Route } from '../routes/route.ts';
import { randomOpaqueTokens } from '../services/random-opaque-tokens.ts';
import { unthrottled } from '../services/unthrottled.ts';
import type { DynamodbConnection } from '../stores/dynamodb/dynamodb-connection.ts';
import { dynamodbSessions } from '../stores/dynamodb/dynamodb-sessions.ts';
import { dynamodbThrottles } from '../stores/dynamodb/dynamodb-throttles.ts';
import { checkSession } from '../usecases/sessions/check-session.ts';
import { checkAccessToken } from '../usecases/tokens/check-access-token.ts';
import { type FunctionApp, functionApp, openAccessTokens } from './function-app.ts';
import { type FunctionPorts, functionPorts, withSecrets } from './function-ports.ts';
import { openConnection } from './open-connection.ts';

/** What the routes of a part of the system may be made of. */
export interface PartPorts extends FunctionPorts {
  readonly config: Config;
  readonly connection: DynamodbConnection;
  readonly currency: string;
  readonly sessions: SessionStore;
  readonly throttles: ThrottleStore;
  readonly accessTokens: AccessTokens;
  readonly opaqueTokens: OpaqueTokens;
}

export type RoutePart = (ports: PartPorts) => readonly Route[];

/**
 * Joins some routes of a part over DynamoDB.
 * @throws Error in one sentence that names the setting which is missing or wrong
 */
export async function wireFunction(
  env: Env,
  part: RoutePart,
  operationIds: readonly string[],
): Promise<FunctionApp> {
  const config = parseConfig(await withSecrets(env));
  const ports = functionPorts(config);
  const connection = openConnection(config);
  const sessions = dynamodbSessions(connection);
  const accessTokens = await openAccessTokens(config, ports);
  const routes = part({
    ...ports,
    ...{ config, connection, sessions, accessTokens },
    currency: config.currency,
    throttles: config.throttling ? dynamodbThrottles(connection) : unthrottled,
    opaqueTokens: randomOpaqueTokens(),
  });
  return functionApp(
    config,
    ports,
    routes.filter(({ operationId }) => operationIds.includes(operationId)),
    {
      checkAccessToken: checkAccessToken({ accessTokens }),
      checkSession: checkSession({ sessions, clock: ports.clock }),
    },
  );
}
