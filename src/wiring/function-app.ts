import type { Config } from '../config/config.ts';
import type { AccessTokens } from '../ports/access-tokens.ts';
import { createApp } from '../routes/app.ts';
import { connectionError } from '../routes/connection-error.ts';
import type { Route } from '../routes/route.ts';
import { jwtAccessTokens } from '../services/jwt-access-tokens.ts';
import { openSigningKeys } from '../services/signing-keys.ts';
import type { FunctionPorts } from './function-ports.ts';

/** A function that is ready to answer requests. */
export interface FunctionApp {
  readonly fetch: (
    request: Request,
    env: { readonly remoteAddress: string | undefined },
  ) => Response | Promise<Response>;
  /** The answer to an event that is no request. */
  readonly malformed: () => ReturnType<typeof connectionError>;
  readonly log: FunctionPorts['log'];
}

/** @throws Error in one sentence without keys: a file of an instance would be its alone */
export async function openAccessTokens(
  { tokens }: Config,
  { clock, log, newId }: FunctionPorts,
): Promise<AccessTokens> {
  if (tokens.keys.kind === 'file') {
    throw new Error('TOKEN_KEYS: must be in the secret that SETTINGS_SECRET names');
  }
  const keys = await openSigningKeys(tokens.keys, { clock, log });
  return jwtAccessTokens({ ...tokens, keys, clock, newId });
}

type AppSettings = Parameters<typeof createApp>[1];

export function functionApp(
  { access, corsOrigins, trustedHops }: Config,
  { log, newId }: FunctionPorts,
  routes: readonly Route[],
  checks: Pick<AppSettings, 'checkAccessToken' | 'checkSession' | 'otherRoutes'>,
): FunctionApp {
  const app = createApp(routes, { ...{ access, corsOrigins, trustedHops, log, newId }, ...checks });
  return {
    fetch: (request, env) => app.fetch(request, env),
    malformed: () => connectionError(undefined, newId()),
    log,
  };
}
