import type { AdStore } from '../../ports/ad-store.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

export function sqliteAds(connection: SqliteConnection): AdStore {
  const sample = connection.statement('SELECT ad_id, label FROM ads ORDER BY random() LIMIT ?');
  return {
    sampleAds: (count) =>
      connection.run(() =>
        sample.all(count).map((row) => ({
          adId: String(row['ad_id']),
          label: String(row['label']),
        })),
      ),
  };
}
