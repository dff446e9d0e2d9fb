import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** In place of the package: the one list of it that is used, as a file beside the function. */
export const dictionary = {
  'passwords-common': JSON.parse(
    readFileSync(join(import.meta.dirname, 'common-passwords.json'), 'utf8'),
  ) as readonly string[],
};
