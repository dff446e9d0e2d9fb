import { httpFunction } from '../entry/lambda-http.ts';
import { administrationPart } from '../wiring/parts/administration-part.ts';

export const handler = httpFunction(administrationPart, [
  'createProduct',
  'updateProduct',
  'setStock',
  'adjustStock',
  'listStockMovements',
  'listWebhooks',
  'createWebhook',
  'getWebhook',
  'updateWebhook',
  'deleteWebhook',
  'listDeadLetters',
  'replayDeadLetter',
]);
