import { type Api, apiClient } from '../contracts/http/api-client.ts';
import { freshUserId } from '../contracts/http/fixtures.ts';
import { startDynamodbLocal } from '../stores/dynamodb-local.ts';
import {
  ADS,
  BOOTS,
  CART_UNITS,
  type DocumentTables,
  documentTables,
  KIT,
  SHOPPER,
} from './document-items.ts';
import { removeDataDir, startKitroom } from './kitroom-process.ts';

export interface DocumentShop {
  readonly tables: DocumentTables;
  readonly api: Api;
  /** The id of someone with the cart that the documents' `add_to_cart` left. */
  shopperWithCart(): Promise<string>;
  stop(): Promise<void>;
}

/** A server over the shop's tables as the documents' functions left them. */
export async function startDocumentShop(): Promise<DocumentShop> {
  const engine = await startDynamodbLocal();
  const tables = await documentTables(engine.endpoint);
  await tables.put('ADS', ...ADS);
  await tables.put('PRODUCTS', KIT, BOOTS);
  await tables.put('USERS', SHOPPER);
  const server = await startKitroom(tables.settings);
  return {
    tables,
    api: apiClient({ baseUrl: () => server.baseUrl }),
    async shopperWithCart() {
      const user_id = freshUserId();
      await tables.put('CART', { user_id, items: CART_UNITS });
      return user_id;
    },
    async stop() {
      await server.stop();
      await removeDataDir(server.dataDir);
      await engine.stop();
    },
  };
}
