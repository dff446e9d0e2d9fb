import type { Ad } from '../../domain/ad.ts';
import { decodeCursor, encodeCursor } from '../../domain/cursor.ts';
import type { AdStore } from '../../ports/ad-store.ts';
import { adChanges, readAd, toAd } from './change-ads.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { pageOfItems, scanItems } from './read-pages.ts';

const LIST = 'ads';
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
  const forget = () => {
    cached = undefined;
  };
  return {
    ...adChanges(connection, forget),
    forget,
    async sampleAds(count) {
      const ads = (await load()).map((ad) => ({ ...ad }));
      const chosen: Ad[] = [];
      while (chosen.length < count && ads.length > 0) {
        chosen.push(...ads.splice(Math.floor(connection.random() * ads.length), 1));
      }
      return chosen;
    },
    findAd: (adId) => readAd(connection, adId),
    async listAds({ limit, cursor }) {
      const [adId] = cursor === undefined ? [] : decodeCursor(cursor, LIST, 1);
      const ExclusiveStartKey = adId === undefined ? undefined : { ad_id: adId };
      const input = { TableName: connection.names.ads, ExclusiveStartKey, ConsistentRead: true };
      const items = await scanItems(connection, input, limit + 1);
      return pageOfItems(items, limit, toAd, (last) => encodeCursor(LIST, [String(last['ad_id'])]));
    },
  };
}

async function readAds(connection: DynamodbConnection): Promise<readonly Ad[]> {
  const input = { TableName: connection.names.ads, ConsistentRead: true };
  const items = await scanItems(connection, input, Number.POSITIVE_INFINITY);
  return items.map(toAd);
}
