import type { Ad } from '../../domain/ad.ts';
import { decodeCursor, encodeCursor } from '../../domain/cursor.ts';
import type { AdStore } from '../../ports/ad-store.ts';
import { pageOf } from './page-of.ts';
import type { SqliteConnection } from './sqlite-connection.ts';
import { toJson } from './user-row.ts';

const LIST = 'ads';
const IS_EXPECTED = `(:versions IS NULL
  OR coalesce(version, 0) IN (SELECT value FROM json_each(:versions)))`;

export function sqliteAds(connection: SqliteConnection): AdStore {
  const sample = connection.statement('SELECT * FROM ads ORDER BY random() LIMIT ?');
  const find = connection.statement('SELECT * FROM ads WHERE ad_id = ?');
  const list = connection.statement('SELECT * FROM ads WHERE ad_id > ? ORDER BY ad_id LIMIT ?');
  const update = connection.statement(`
    UPDATE ads SET label = :label, version = coalesce(version, 0) + 1
    WHERE ad_id = :adId AND ${IS_EXPECTED} RETURNING *`);
  const remove = connection.statement(`DELETE FROM ads WHERE ad_id = :adId AND ${IS_EXPECTED}`);

  /** Why a conditional write met no row. */
  const refusalOf = (adId: string) => (find.get(adId) ? 'version-mismatch' : 'not-found');

  return {
    sampleAds: (count) => connection.run(() => sample.all(count).map(toAd)),
    findAd: (adId) =>
      connection.run(() => {
        const row = find.get(adId);
        return row && toAd(row);
      }),
    listAds: ({ limit, cursor }) =>
      connection.run(() => {
        const [after = ''] = cursor === undefined ? [] : decodeCursor(cursor, LIST, 1);
        const ads = list.all(after, limit + 1).map(toAd);
        return pageOf(ads, limit, (last) => encodeCursor(LIST, [last.adId]));
      }),
    createAd: (ad) => connection.run(() => (insertAd(connection, ad) ? 'created' : 'ad-id-taken')),
    updateAd: (adId, { label }, expectedVersions) =>
      connection.write(() => {
        const row = update.get({ adId, label, versions: toJson(expectedVersions) });
        return row ? { kind: 'updated', ad: toAd(row) } : { kind: refusalOf(adId) };
      }),
    deleteAd: (adId, expectedVersions) =>
      connection.write(() => {
        const { changes } = remove.run({ adId, versions: toJson(expectedVersions) });
        return changes > 0 ? 'deleted' : refusalOf(adId);
      }),
  };
}

/** False when there is an ad with this id, which stays as it is. */
export function insertAd(connection: SqliteConnection, ad: Ad): boolean {
  const { changes } = connection
    .statement('INSERT INTO ads VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
    .run(ad.adId, ad.label, ad.version ?? null);
  return changes > 0;
}

function toAd(row: Record<string, unknown>): Ad {
  const version = row['version'] as number | null;
  const ad = { adId: String(row['ad_id']), label: String(row['label']) };
  return version === null ? ad : { ...ad, version };
}
