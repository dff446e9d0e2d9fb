import { pagesFunction } from '../entry/lambda-pages.ts';

export const handler = pagesFunction(['openApi', 'documentationPage', 'documentationAsset']);
