import { httpFunction } from '../entry/lambda-http.ts';
import { photosPart } from '../wiring/parts/photos-part.ts';

export const handler = httpFunction(photosPart, [
  'getPhoto',
  'saveProductPhoto',
  'deleteProductPhoto',
  'saveAdPhoto',
  'deleteProduct',
  'deleteAd',
]);
