import { AppError } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EventStore } from '../../ports/event-store.ts';

interface ReplayDeliveryPorts {
  readonly events: EventStore;
  readonly clock: Clock;
}

/** Tries a dead delivery again from the start. @throws AppError DELIVERY_NOT_FOUND */
export function replayDelivery({ events, clock }: ReplayDeliveryPorts) {
  return async (webhookId: string, deliveryId: string): Promise<void> => {
    const outcome = await events.replayDelivery({ webhookId, deliveryId }, clock().toISOString());
    if (outcome === 'not-found') throw new AppError('DELIVERY_NOT_FOUND');
  };
}
