import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DeliveryBench, type DeliveryTarget, sentId } from './delivery-bench.ts';
import { type ReceiverAnswer, takenIds } from './receiver.ts';

const PRODUCTS = ['kit', 'ball', 'boot', 'cap'];
const HALF_A_DAY = 43_200;
/** One less than it takes to give an event up. */
const MOST_FAILURES = 6;

const answer: fc.Arbitrary<ReceiverAnswer> = fc.record({
  status: fc.constantFrom<ReceiverAnswer['status'][]>(204, 200, 500, 410, 'cut'),
  afterMs: fc.integer({ min: 0, max: 8 }),
});
const step = fc.record({
  /** Of which products something changes before the round. */
  changes: fc.array(fc.constantFrom(...PRODUCTS), { maxLength: 6 }),
  seconds: fc.constantFrom(0, 3, 5, 301, 3600),
  /** Whether another process is asked too. */
  isShared: fc.boolean(),
});
const plan = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 8 }),
  answers: fc.array(answer, { maxLength: 40 }),
});
type Plan = typeof plan extends fc.Arbitrary<infer Value> ? Value : never;

/** Whatever happens in any order, with answers that fail and come late. */
export function deliveryOrderContract(target: DeliveryTarget): void {
  describe('of random events, with random answers', () => {
    test('everything arrives, and of each product in the order of the outbox', async () => {
      const property = fc.asyncProperty(plan, async (chosen) => {
        const bench = await DeliveryBench.open(target);
        try {
          await expectOrder(bench, chosen);
        } finally {
          await bench.close();
        }
      });
      await fc.assert(property, { numRuns: target.propertyRuns });
    }, 200_000);
  });
}

async function expectOrder(bench: DeliveryBench, { steps, answers }: Plan): Promise<void> {
  const webhooks = [await bench.webhook(), await bench.webhook({ events: ['stock.changed'] })];
  await bench.products(...PRODUCTS);
  const expected = new Map<string, string[]>();
  const note = async () => {
    for (const event of await bench.outbox()) {
      const of = expected.get(event.entity) ?? [];
      expected.set(event.entity, of);
      of.push(sentId(event));
    }
  };
  const failures = new Map<string, number>();
  const rest = answers.values();
  bench.receiver.answer = ({ path, id }) => {
    const next = rest.next();
    if (next.done === true) return { status: 204 };
    const key = `${path} ${id}`;
    const failed = failures.get(key) ?? 0;
    if (failed >= MOST_FAILURES) return { status: 204 };
    if (next.value.status === 'cut' || next.value.status >= 300) failures.set(key, failed + 1);
    return next.value;
  };
  const rounds = [bench.dispatcher(), bench.dispatcher({}, bench.another)] as const;
  for (const { changes, seconds, isShared } of steps) {
    for (const productId of changes) await bench.change(productId);
    await note();
    bench.pass(seconds);
    // The first round takes all of the outbox; only then may there be something new in it.
    await (isShared ? Promise.all(rounds.map((round) => round())) : rounds[0]());
    if ((await bench.outbox()).length > 0) {
      bench.pass(60);
      await Promise.all(rounds.map((round) => round()));
    }
    expect(await bench.outbox()).toEqual([]);
  }
  for (let last = 0; last <= MOST_FAILURES; last += 1) {
    bench.pass(HALF_A_DAY);
    await rounds[last % 2 === 0 ? 0 : 1]();
  }
  const found = takenIds(bench.receiver.received);
  for (const webhook of webhooks) {
    expect([await bench.underWay(webhook), await bench.dead(webhook)]).toEqual([[], []]);
    const path = new URL(webhook.url).pathname;
    for (const productId of PRODUCTS) {
      const ids = expected.get(`product#${productId}`);
      expect(found.get(`${path} ${productId}`), productId).toEqual(ids);
    }
  }
}
