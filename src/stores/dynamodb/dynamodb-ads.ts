import type { Ad } from '../../domain/ad.ts';
import type { AdStore } from '../../ports/ad-store.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { type Item, scanItems } from './read-pages.ts';

/** The ads change rarely and are few, so a process reads them at most this often. */
const REFRESH_MS = 60_000;

interface AdCache extends AdStore {
  /** After a write through this process: the next sample sees it. */
  forget(): void;
}

export function dynamodbAds(connection: DynamodbConnection): AdCache {
  let cached: { readonly ads: Promise<readonly Ad[]>; readonly readAt: number } | undefined;
  const load = () => {
    const now = connection.now();
    if (cached === undefined || now - cached.readAt >= REFRESH_MS) {
      const ads = readAds(connection);
      const entry = { ads, readAt: now };
      cached = entry;
      // A failed read must not be remembered for a minute.
      ads.catch(() => {
        if (cached === entry) cached = undefined;
      });
    }
    return cached.ads;
  };
  return {
    async sampleAds(count) {
      const ads = (await load()).map((ad) => ({ ...ad }));
      const chosen: Ad[] = [];
      while (chosen.length < count && ads.length > 0) {
        chosen.push(...ads.splice(Math.floor(connection.random() * ads.length), 1));
      }
      return chosen;
    },
    forget() {
      cached = undefined;
    },
  };
}

async function readAds(connection: DynamodbConnection): Promise<readonly Ad[]> {
  const input = { TableName: connection.names.ads, ConsistentRead: true };
  const items = await scanItems(connection, input, Number.POSITIVE_INFINITY);
  return items.map((item: Item) => ({
    adId: String(item['ad_id']),
    label: String(item['ad_label']),
  }));
}
