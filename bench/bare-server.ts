import { DatabaseSync } from 'node:sqlite';
import { serveBare } from './bare-http.ts';
import { BareSqliteShop } from './bare-sqlite-shop.ts';
import { databaseFile } from './data.ts';

/** Over Kitroom's database in DATA_DIR, at PORT. */
const database = new DatabaseSync(databaseFile(process.env['DATA_DIR'] ?? ''), {
  timeout: 5_000,
  enableForeignKeyConstraints: true,
});
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
serveBare(new BareSqliteShop(database), Number(process.env['PORT']));
