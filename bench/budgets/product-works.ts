import { SMALL_PNG } from '../../tests/contracts/http/sample-photo.ts';
import type { Preparation, Work, WorkRequest } from './work.ts';

const SIZES = ['S', 'M', 'L'];
/** More words than a search finds a product by. */
const LONG_TEXT = Array.from({ length: 60 }, (_, n) => `word${n}`).join(' ');

const tracked = { sizes: SIZES.map((size) => ({ size, stock: 40 })) };

/** Products as admins make, change and delete them. */
export const productWorks: readonly Work[] = [
  creation('POST /products', 'made-a', {}),
  creation('POST /products, 3 sizes with stock', 'made-b', tracked),
  creation('POST /products, a description of 60 words', 'made-c', { description: LONG_TEXT }),
  change('PUT /products/{id}, the price', 'changed-price', { price: 19.99 }),
  change('PUT /products/{id}, the label', 'changed-label', { label: 'Corner Pole' }),
  change('PUT /products/{id}, the description', 'changed-text', {
    description: 'A red flag on a pole that springs back.',
  }),
  change('PUT /products/{id}, the tag', 'changed-tag', { tag: 'training' }),
  change('PUT /products/{id}, a size with stock goes', 'changed-sizes', { sizes: ['S', 'M'] }),
  deletion('DELETE /products/{id}', 'removed-a', {}),
  deletion('DELETE /products/{id}, 3 sizes with stock', 'removed-b', tracked),
  {
    operationId: 'saveProductPhoto',
    title: 'PUT /products/{id}/photo',
    budget: 1,
    request: { method: 'PUT', path: '/products/kit-7/photo', png: SMALL_PNG },
  },
  {
    operationId: 'deleteProductPhoto',
    title: 'DELETE /products/{id}/photo',
    budget: 0,
    request: { method: 'DELETE', path: '/products/kit-7/photo' },
  },
];

/** A request that makes a product in sizes without stock, unless it says otherwise. */
export function makeProduct(id: string, over: object): WorkRequest {
  const body = {
    product_id: id,
    tag: 'accessories',
    label: 'Corner Flag',
    description: 'A yellow flag on a pole that bends.',
    price: 24.5,
    sizes: SIZES.map((size) => ({ size })),
    ...over,
  };
  return { method: 'POST', path: '/products', body };
}

/** Makes a product beforehand. */
export function withProduct(id: string, over: object): Pick<Work, 'prepare'> {
  return {
    async prepare({ request }: Preparation) {
      await request(makeProduct(id, over));
    },
  };
}

function creation(title: string, id: string, over: object): Work {
  return { operationId: 'createProduct', title, budget: 1, request: makeProduct(id, over) };
}

function change(title: string, id: string, body: Readonly<Record<string, unknown>>): Work {
  return {
    operationId: 'updateProduct',
    title,
    budget: 3,
    ...withProduct(id, tracked),
    request: { method: 'PUT', path: `/products/${id}`, body },
  };
}

function deletion(title: string, id: string, over: object): Work {
  return {
    operationId: 'deleteProduct',
    title,
    budget: 3,
    ...withProduct(id, over),
    request: { method: 'DELETE', path: `/products/${id}` },
  };
}
