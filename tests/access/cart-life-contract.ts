import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asObject, textIn } from '../contracts/http/api-client.ts';
import { expectProblem } from '../contracts/http/expect-problem.ts';
import { BALL } from '../contracts/http/fixtures.ts';
import {
  type AccessBench,
  type AccessTarget,
  accessBench,
  type CountedAnswer,
  HOOK_TIMEOUT_MS,
} from './access-bench.ts';
import { nobody } from './accounts.ts';

const LIFE_SECONDS = 90 * 24 * 60 * 60;
const HOUR = 60 * 60;

/** Carts that nobody touches for 90 days are as if they had never been. */
export function cartLifeContract(target: AccessTarget): void {
  let bench: AccessBench;
  beforeAll(async () => {
    bench = await accessBench(target.store());
  }, HOOK_TIMEOUT_MS);
  afterAll(() => bench.close());
  const newCart = async () => {
    const answer = await bench.send({ method: 'POST', url: '/guest-carts' });
    return {
      url: `/guest-carts/${textIn(answer, 'cart_id')}`,
      cartSecret: textIn(answer, 'cart_secret'),
    };
  };
  const problemOf = ({ body }: CountedAnswer) => {
    const { instance, request_id, ...problem } = asObject(body);
    return problem;
  };

  describe('a guest’s cart', () => {
    test('lives for 90 days after it was touched, and is unknown then', async () => {
      const { url, cartSecret } = await newCart();
      bench.passTime(LIFE_SECONDS - HOUR);
      const text = JSON.stringify(BALL);
      const added = await bench.send({ method: 'POST', url: `${url}/items`, cartSecret, text });
      expect(added.status, added.text).toBe(200);
      bench.passTime(LIFE_SECONDS - HOUR);
      const alive = await bench.send({ method: 'GET', url, cartSecret });
      expect(alive.body).toMatchObject({ lines: [{ ...BALL, quantity: 1 }] });
      bench.passTime(2 * HOUR);
      const { cartId } = nobody(bench);
      const unknown = await bench.send({
        method: 'GET',
        url: `/guest-carts/${cartId}`,
        cartSecret,
      });
      for (const method of ['GET', 'DELETE']) {
        const answer = await bench.send({ method, url, cartSecret });
        expectProblem(answer, 'CART_NOT_FOUND');
        expect(problemOf(answer)).toEqual(problemOf(unknown));
      }
    });

    test('that was never filled lives for 90 days', async () => {
      const { url, cartSecret } = await newCart();
      bench.passTime(LIFE_SECONDS - HOUR);
      expect((await bench.send({ method: 'GET', url, cartSecret })).status).toBe(200);
      bench.passTime(2 * HOUR);
      expectProblem(await bench.send({ method: 'GET', url, cartSecret }), 'CART_NOT_FOUND');
    });
  });
}
