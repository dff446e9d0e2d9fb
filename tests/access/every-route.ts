import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { type Api, asList, asObject, textIn } from '../contracts/http/api-client.ts';
import { BALL, freshEmail } from '../contracts/http/fixtures.ts';
import { newGuestCart, newProduct, orderOf } from '../contracts/http/shop-fixtures.ts';
import { wiredRoutes } from './access-bench.ts';
import { inputOf, probesOf } from './probes.ts';
import { logIn, signUp } from './sign-in-acts.ts';
import { TYPED } from './typed-passwords.ts';

/** Whatever routes there are, each as an admin, as a guest and as the owner. */
export async function callEveryRoute(api: Api, asAdmin: Api): Promise<void> {
  const reader = await ownerOfAll(api, asAdmin);
  for (const probe of probesOf(await wiredRoutes())) {
    const { route, name } = probe;
    const { tokens, ...named } = route.method === 'GET' ? reader : await ownerOfAll(api, asAdmin);
    const resetToken =
      route.operationId === 'resetPassword' ? await startReset(api, asAdmin) : 'kpr.none';
    const { method, url, body, file } = inputOf(probe, { ...named, resetToken });
    const own = api.as(tokens);
    const others = [asAdmin, api.asGuest(named.cartSecret)];
    for (const caller of route.access.audience === 'user' ? [own] : [...others, own]) {
      const answer = await caller.send(method, url, {
        ...(body !== undefined && { json: body }),
        ...(file !== undefined && { raw: file, headers: { 'content-type': 'image/png' } }),
      });
      expect(answer.status, `${name} ${answer.text}`).toBeLessThan(500);
    }
  }
}

/** An account with all that a call may name. */
async function ownerOfAll(api: Api, asAdmin: Api) {
  const person = await signUp(api, TYPED.ofProbes);
  const tokens = await logIn(api, person);
  const { body } = await api.as(tokens).get(`/users/${person.userId}/sessions`);
  const sessionId = String(asList(asObject(body)['items'])[0]?.['session_id']);
  const { refreshToken } = tokens;
  const { product_id: productId } = await newProduct(asAdmin);
  const { cartId, cartSecret } = await newGuestCart(api);
  const orderId = await orderOf(asAdmin, person.userId, BALL);
  return {
    ...{ ...person, tokens, refreshToken, sessionId, newEmail: freshEmail() },
    ...{ productId, orderId, cartId, cartSecret },
    // Nobody's: there may be only so many webhooks.
    ...{ webhookId: randomUUID(), deliveryId: '1-2' },
    adId: textIn(await asAdmin.post('/ads', { ad_label: 'Corner flags' }), 'ad_id'),
  };
}

/** Of an account of its own. */
export async function startReset(api: Api, asAdmin: Api): Promise<string> {
  const { userId } = await signUp(api, TYPED.ofSignUp);
  return textIn(await asAdmin.post(`/users/${userId}/password/reset`), 'reset_token');
}
