import type { Measurement } from './measure-works.ts';
import { priceOf, READ_PRICE, WRITE_PRICE } from './price.ts';

/** What stands above the table. */
export function introduction(measurements: readonly Measurement[], items: number): string {
  return `# What each request spends in DynamoDB

Measured by \`node bench/budgets.ts\` on DynamoDB Local with ${items.toLocaleString('en')} accounts, products, ads, carts
and orders in the tables; the same calls and units were counted with 10 of each wherever the answer
is the same size. \`tests/budgets/dynamodb-budgets.test.ts\` measures again and fails when a number of
calls below is no longer true, or over its budget.

- **Units** are those DynamoDB bills: a read unit is 4 KB read strongly consistently, a write unit is
  1 KB written, and each index that holds the item is written as well. They are what the engine
  reports as consumed, but for transactions, of which DynamoDB Local counts one item a table: those are
  computed from the items before and after, twice a write unit for each started KB of each item and of
  each index entry it changes, and two units for a check. A read that finds nothing costs the least
  there is.
- **Price** is that of a million of the request in the row, for DynamoDB alone, at the list price of
  on-demand tables in us-east-1 (published in November 2024, without free tier and storage): $${WRITE_PRICE} a
  million write request units and $${READ_PRICE} a million read request units.
- **Who asks** is the operator of open mode, unless the row says otherwise. Whoever comes with a token
  pays one BatchGetItem more, 2 read units, for the session and its account: at every write, and at
  every read but that of one's own by the account's id. The secret of a guest's cart is one GetItem
  more, of that cart. Sign-ins, guests' carts, and sign-ups by anyone, are counted by throttles: an
  UpdateItem of one unit for each, and one more to take it back after a right password.
- **Refused writes** are counted and paid for as well: a condition that does not hold costs as much as
  the write.
- **The documents' functions** are their calls and nothing else (\`bench/document-functions.ts\`), over
  tables with the indexes the documents name, measured in the same way. A registration finds its
  account by email, so its table is taken to have the email as its key. A dash is work that they do not
  do.

Kitroom's writes cost more wherever they promise more: an account is written together with the claim
of its email, so that no two accounts ever share one, and held in indexes that lists and look-ups read
instead of the table; a checkout moves cart, order and stock in one step and can be repeated safely.
Its reads of single items are strongly consistent, at twice the price of the documents'. It makes far
fewer calls, which is time and not money, where a cart is read, and spends less where the documents
scan the ads for every visit or read a product once for each of its units.

${shopPrices(measurements)}
`;
}

/** The main calls of the shop's own routes, in words. */
function shopPrices(measurements: readonly Measurement[]): string {
  const dollars = (title: string) => {
    const found = measurements.find(({ work }) => work.title === title);
    if (found === undefined) throw new Error(`There is no work ${title}`);
    return `$${priceOf(found.kitroom)}`;
  };
  return `Of the shop as resources, a million of each:

- **Catalogue**: a page of 20 products ${dollars('GET /products, one page of 20')}, one product ${dollars('GET /products/{id}')}, a search ${dollars('GET /products?q, a word of 20 products')} where 20 products have
  the word and ${dollars('GET /products?q, a word of more than 400 products')} where more than 400 do: it looks at no more than 400 entries of each word and
  400 products. Every product that is shown or ranked is a read of its own, and each page of a search
  ranks anew.
- **Carts**, of 10 lines: showing one ${dollars('GET /users/{id}/cart, 10 lines')}, adding to it ${dollars('POST /users/{id}/cart/items, 10 lines')}, both with the prices of now; a
  guest's ${dollars('GET /guest-carts/{id}, 10 lines')} and ${dollars('POST /guest-carts/{id}/items, 10 lines')}, and ${dollars('POST /users/{id}/cart/merge, of 10 lines into none')} to join it to an account's.
- **Orders**, of 10 lines: placing one ${dollars('POST /users/{id}/orders, 10 lines')}, half of it for the check that each is still not counted, or ${dollars('POST /users/{id}/orders, of tracked stock, 10 lines')} where each line's stock is
  counted, ${dollars('POST /users/{id}/orders, more than there is of 1 of 10 lines')} to be told that one of them is short and ${dollars('POST /orders/{id}/cancel, of tracked stock, 10 lines')} to cancel; showing one ${dollars('GET /orders/{id}')},
  the next status of one of 1 line ${dollars('PUT /orders/{id}/status, 1 line')}, a page of everybody's ${dollars('GET /orders, one page of 20')}.
- **Running the shop**: a new product ${dollars('POST /products')}, most of it for the words it is found by, a new price
  ${dollars('PUT /products/{id}, the price')}, a movement of stock ${dollars('POST /products/{id}/stock/{size}/adjustments')}.

An order, a movement of stock and a change of an account each write the record of an event in the same
transaction. To tell it is no part of these requests and not counted here.`;
}
