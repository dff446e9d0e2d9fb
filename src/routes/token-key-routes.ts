import * as z from 'zod/mini';
import type { UseCases } from '../usecases/use-cases.ts';
import { defineRoute, type Route } from './route.ts';

/** Shorter than the time a new key is shown before it signs. */
const CACHE = 'public, max-age=300';

const keySetSchema = z.strictObject({
  keys: z.array(
    z.strictObject({
      kty: z.literal('OKP'),
      crv: z.literal('Ed25519'),
      kid: z.string(),
      x: z.string(),
      alg: z.literal('EdDSA'),
      use: z.literal('sig'),
    }),
  ),
});

/** How others check our access tokens. */
export function tokenKeyRoutes({ listPublicKeys }: Pick<UseCases, 'listPublicKeys'>): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/.well-known/jwks.json',
      operationId: 'listPublicKeys',
      tag: 'Sign-in',
      summary: 'The public keys of access tokens (RFC 7517)',
      description: 'Old and new keys overlap when they are rotated.',
      access: { audience: 'anyone' },
      reply: { status: 200, description: 'The keys', schema: keySetSchema },
      errors: [],
      async run() {
        return {
          status: 200,
          body: await listPublicKeys(),
          headers: { 'cache-control': CACHE },
        };
      },
    }),
  ];
}
