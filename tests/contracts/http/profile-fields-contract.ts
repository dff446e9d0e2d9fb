import { describe, expect, test } from 'vitest';
import { apiClient, asObject, type HttpTarget } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { createUser } from './fixtures.ts';

const GOOD: readonly (readonly [field: string, sent: string, kept: string])[] = [
  ['dob', '1900-01-01', '1900-01-01'],
  ['dob', '2000-02-29', '2000-02-29'],
  ['phone_number', '1234567', '1234567'],
  ['phone_number', '123456789012345', '123456789012345'],
  ['phone_number', '+1 [555] 010.99-88', '+15550109988'],
  ['firstname', ' Ann ', 'Ann'],
  ['lastname', 'x'.repeat(100), 'x'.repeat(100)],
  ['lastname', '😀'.repeat(100), '😀'.repeat(100)],
  ['lastname', "O'Neil; DROP TABLE users;--", "O'Neil; DROP TABLE users;--"],
  ['firstname', 'محمد', 'محمد'],
  ['firstname', 'e\u0301', 'é'],
  ['address', 'x'.repeat(500), 'x'.repeat(500)],
  ['gender', 'non-binary', 'non-binary'],
];

const NOT_DATE = 'must be a date as YYYY-MM-DD';
const NOT_REAL = 'must be a real calendar date';
const CONTROL = 'must not contain control characters';
const BAD: readonly (readonly [field: string, sent: string, detail: string])[] = [
  ['dob', '1899-12-31', 'must not be before 1900'],
  ['dob', '9999-12-31', 'must not be in the future'],
  ['dob', '1999-02-29', NOT_REAL],
  ['dob', '1900-02-29', NOT_REAL],
  ['dob', '1999-13-01', NOT_REAL],
  ['dob', '1999-00-10', NOT_REAL],
  ['dob', '1999-04-31', NOT_REAL],
  ['dob', '01-01-1999', NOT_DATE],
  ['dob', '1999-1-1', NOT_DATE],
  ['dob', '1999-01-01T00:00:00Z', NOT_DATE],
  ['dob', '１９９９-01-01', NOT_DATE],
  ['dob', '', NOT_DATE],
  ['phone_number', '123456', 'must have 7 to 15 digits'],
  ['phone_number', '1234567890123456', 'must have 7 to 15 digits'],
  ['phone_number', '+', 'must have 7 to 15 digits'],
  ['phone_number', '12+34567', 'must be digits with an optional leading +'],
  ['phone_number', '555-CALL-NOW', 'must be digits with an optional leading +'],
  ['phone_number', '٠١٢٣٤٥٦٧٨٩', 'must be digits with an optional leading +'],
  ['firstname', '   ', 'must not be empty'],
  ['firstname', 'a\nb', CONTROL],
  ['lastname', 'x'.repeat(101), 'must be at most 100 characters'],
  ['lastname', 'a\u0000b', CONTROL],
  ['lastname', 'a\u202Eb', CONTROL],
  ['address', 'x'.repeat(501), 'must be at most 500 characters'],
  ['address', 'line\u2028line', CONTROL],
  ['gender', 'x'.repeat(33), 'must be at most 32 characters'],
  ['gender', 'a\u007Fb', CONTROL],
  ['email', '', 'must be an email address'],
  ['email', 'a@b', 'must be an email address'],
  ['email', 'a@@example.com', 'must be an email address'],
  ['email', 'a b@example.com', 'must be an email address'],
  ['email', '.a@example.com', 'must be an email address'],
  ['email', 'a..b@example.com', 'must be an email address'],
  ['email', 'a@-example.com', 'must be an email address'],
  ['email', 'a@127.0.0.1', 'must be an email address'],
  ['email', 'a\u0000@example.com', CONTROL],
  ['email', `${'x'.repeat(65)}@example.com`, 'must have at most 64 characters before the @'],
  ['email', `a@${'x.'.repeat(130)}com`, 'must be at most 254 characters'],
];

/** What the fields of a profile may be, on every route that takes them. */
export function profileFieldsContract(target: HttpTarget): void {
  const api = apiClient(target);

  describe('profile fields', () => {
    test.each(GOOD)('%s %j is kept as %j', async (field, sent, kept) => {
      const { userId } = await createUser(api, { [field]: sent });
      expect(asObject((await api.get(`/users/${userId}`)).body)[field]).toBe(kept);
    });

    test.each(BAD)('%s %j is refused: %s', async (field, sent, detail) => {
      const { userId, email } = await createUser(api);
      const named = { [`#/${field}`]: detail };
      const before = (await api.get(`/users/${userId}`)).body;
      expectProblem(await api.put(`/users/${userId}`, { [field]: sent }), 'INVALID_INPUT', named);
      expectProblem(await api.put(`/user/${email}`, { [field]: sent }), 'INVALID_INPUT', named);
      expect((await api.get(`/users/${userId}`)).body).toEqual(before);
    });

    test('tomorrow is no date of birth, on any clock', async () => {
      const { userId } = await createUser(api);
      const dob = new Date(Date.now() + 48 * 60 * 60 * 1000).toISOString().slice(0, 10);
      expectProblem(await api.put(`/users/${userId}`, { dob }), 'INVALID_INPUT', {
        '#/dob': 'must not be in the future',
      });
    });
  });
}
