import { describe, expect, test } from 'vitest';
import { takeEvents } from './events.ts';
import { createStocked, stockChange } from './ledger.ts';
import type { StoreInUse } from './sample-rows.ts';

/** Events of one entity, one after the other and at once. */
export function eventOrderContract(inUse: StoreInUse): void {
  const taken = () => takeEvents(inUse());

  describe('events', () => {
    test('of one entity come in the order of its changes', async () => {
      await createStocked(inUse(), 'kit', [{ size: 'M', stock: 5 }]);
      for (const delta of [1, 2, 3, 4, 5, 6, 7]) {
        // One instant for all of them: the order is not that of the caller's clock.
        await inUse().stock.adjustStock({ ...stockChange(`m${9 - delta}`), delta });
      }
      const records = await inUse().events.listOutbox(5);
      const deltas = records.map(({ event }) => event.data['stock']);
      expect(deltas).toMatchObject([5, 1, 2, 3, 4].map((delta) => [{ delta }]));
      expect(await inUse().events.listOutbox(5)).toEqual(records);
      expect(await taken()).toHaveLength(8);
    });

    test('of parallel changes of one product are all there, with ids of their own', async () => {
      await createStocked(inUse(), 'kit', [{ size: 'M', stock: 100 }]);
      await taken();
      const deltas = Array.from({ length: 12 }, (_, index) => index + 1);
      await Promise.all(
        deltas.map((delta) => inUse().stock.adjustStock({ ...stockChange(`m${delta}`), delta })),
      );
      const events = await taken();
      expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(deltas.length);
      const found = events.flatMap(({ data }) => data['stock'] as { readonly delta: number }[]);
      expect(found.map(({ delta }) => delta).sort((a, b) => a - b)).toEqual(deltas);
    });
  });
}
