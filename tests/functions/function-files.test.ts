import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { functionNames } from '../../scripts/functions/build-functions.ts';
import { ROOT } from '../../scripts/functions/bundle-function.ts';

/** By the names that the three documents call them by. */
const OF_THE_DOCUMENTS = [
  ...['home_page', 'load_products', 'store_user_data', 'get_user_data'],
  ...['add_to_cart', 'load_cart', 'clear_cart', 'checkout', 'get_orders'],
  ...['validate_user_input', 'check_existing_user', 'create_user_record', 'update_user_record'],
  ...['get_user', 'delete_user', 'create_user', 'update_user', 'list_users'],
  ...['create_personal_information', 'list_personal_information', 'update_personal_information'],
];
/** What the documents ask for without a name, or do not have. */
const OF_OURS = [
  ...['administration', 'carts', 'catalogue', 'events', 'expiry', 'health', 'identity', 'orders'],
  ...['photos', 'registration', 'web_pages'],
];
/** Of the statement that names what a function answers or does. */
const MOST_LINES = 8;

const names = await functionNames();

describe('the function files', () => {
  test('are those of the documents under their names, and ours', () => {
    expect([...names].sort()).toEqual([...OF_THE_DOCUMENTS, ...OF_OURS].sort());
  });

  test.each(names)('%s only says what it answers', (name) => {
    const text = readFileSync(join(ROOT, 'src/functions', `${name}.ts`), 'utf8');
    // A list of operations has a line for each, which the formatter decides.
    const lines = text
      .replaceAll(/\[[^\]]*\]/g, '[]')
      .trimEnd()
      .split('\n');
    expect(lines.filter((line) => !/^(?:import |$)/.test(line)).length).toBeLessThanOrEqual(
      MOST_LINES,
    );
    expect(lines.length).toBeLessThanOrEqual(OF_OURS.includes(name) ? 20 : MOST_LINES + 2);
    const exports = [...text.matchAll(/export (.*) =/g)].map(([, what]) => what);
    expect(exports).toEqual(['const handler']);
  });
});
