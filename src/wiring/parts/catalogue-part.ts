import { adRoutes } from '../../routes/ad-routes.ts';
import { catalogueRoutes } from '../../routes/catalogue-routes.ts';
import { shopProductRoutes } from '../../routes/shop-product-routes.ts';
import { dynamodbAds } from '../../stores/dynamodb/dynamodb-ads.ts';
import { dynamodbProducts } from '../../stores/dynamodb/dynamodb-products.ts';
import { createAd } from '../../usecases/ads/create-ad.ts';
import { getAd } from '../../usecases/ads/get-ad.ts';
import { listAds } from '../../usecases/ads/list-ads.ts';
import { showHomePage } from '../../usecases/ads/show-home-page.ts';
import { updateAd } from '../../usecases/ads/update-ad.ts';
import { getProduct } from '../../usecases/products/get-product.ts';
import { listCatalogue } from '../../usecases/products/list-catalogue.ts';
import { listProducts } from '../../usecases/products/list-products.ts';
import type { RoutePart } from '../wire-function.ts';

/** What everybody sees of the shop. */
export const cataloguePart: RoutePart = ({ connection, currency, ...others }) => {
  const products = dynamodbProducts(connection, currency);
  const ports = { ...others, products, ads: dynamodbAds(connection) };
  return [
    ...shopProductRoutes({
      showHomePage: showHomePage(ports),
      getProduct: getProduct(ports),
      listProducts: listProducts(ports),
    }),
    ...catalogueRoutes({ listCatalogue: listCatalogue(ports), getProduct: getProduct(ports) }),
    ...adRoutes({
      listAds: listAds(ports),
      getAd: getAd(ports),
      createAd: createAd(ports),
      updateAd: updateAd(ports),
    }),
  ];
};
