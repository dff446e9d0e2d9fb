import { expect } from 'vitest';
import { apiClient, type HttpTarget } from '../contracts/http/api-client.ts';
import { SMALL_PNG } from '../contracts/http/sample-photo.ts';
import { newProduct, newStocked } from '../contracts/http/shop-fixtures.ts';
import { adminApi, signUp, signUpAdmin } from '../contracts/http/sign-in-fixtures.ts';

/** What the contract has no admin of a protected system do, each so that it needs all its rights. */
export async function runAsAdmin(target: HttpTarget): Promise<void> {
  const api = apiClient(target);
  const asAdmin = await adminApi(target);
  const expectDone = async (
    answer: Promise<{ readonly status: number; readonly text: string }>,
  ) => {
    const { status, text } = await answer;
    expect(Math.floor(status / 100), text).toBe(2);
  };

  await expectDone(asAdmin.get('/ads'));
  await expectDone(asAdmin.get('/users?role=admin'));
  await expectDone(asAdmin.get('/users?status=disabled'));
  const details = {
    customer_email: `pat.${crypto.randomUUID()}@example.com`,
    personal_details: { name: 'Pat' },
  };
  await expectDone(asAdmin.post('/user-personal-information', details));

  const product = await newProduct(asAdmin);
  const photo = { headers: { 'content-type': 'image/png' }, raw: SMALL_PNG };
  await expectDone(asAdmin.send('PUT', `/products/${product.product_id}/photo`, photo));
  await expectDone(asAdmin.delete(`/products/${product.product_id}`));

  const buyer = await signUp(api);
  const unit = await newStocked(asAdmin, 3);
  const asBuyer = api.as(buyer);
  await expectDone(asBuyer.post('/add_to_cart', { user_id: buyer.userId, ...unit }));
  await expectDone(asBuyer.post('/checkout', { user_id: buyer.userId }));

  const another = await signUpAdmin(api, asAdmin);
  await expectDone(asAdmin.delete(`/users/${another.userId}`));

  const url = 'https://receiver.example/';
  const hook = await asAdmin.post('/webhooks', { url });
  const { webhook_id: id } = hook.body as { readonly webhook_id: string };
  await expectDone(asAdmin.delete(`/webhooks/${id}`));
}
