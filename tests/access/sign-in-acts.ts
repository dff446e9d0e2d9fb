import { expect } from 'vitest';
import { type Answer, type Api, freshAddress, textIn } from '../contracts/http/api-client.ts';
import { BALL, freshEmail } from '../contracts/http/fixtures.ts';
import { TYPED } from './typed-passwords.ts';

interface Person {
  readonly userId: string;
  readonly email: string;
  readonly password: string;
}

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** The answer, which must have this status. */
async function told(status: number, answering: Promise<Answer>): Promise<Answer> {
  const answer = await answering;
  expect(answer.status, answer.text).toBe(status);
  return answer;
}

export async function signUp(api: Api, password: string): Promise<Person> {
  const email = freshEmail();
  const answer = await told(201, api.post('/register', { email, password, lastname: 'Doe' }));
  return { userId: textIn(answer, 'user_id'), email, password };
}

export async function logIn(
  api: Api,
  { email, password }: Pick<Person, 'email' | 'password'>,
): Promise<Tokens> {
  return tokensIn(await told(200, api.post('/login', { email, password })));
}

function tokensIn(answer: Answer): Tokens {
  return {
    accessToken: textIn(answer, 'access_token'),
    refreshToken: textIn(answer, 'refresh_token'),
  };
}

/** Sign-ups that are refused, each for another reason and with another password. */
export async function signUpInVain(api: Api): Promise<void> {
  const taken = await signUp(api, TYPED.ofTakenEmail);
  const post = (email: string, password: string, more = {}) =>
    api.post('/register', { email, password, ...more });
  await told(409, post(taken.email, TYPED.ofTakenEmail));
  await told(400, post(freshEmail(), TYPED.tooShort));
  await told(400, post(freshEmail(), TYPED.tooLong));
  await told(400, post(TYPED.inPlaceOfEmail, TYPED.ofBadEmail));
  await told(400, post(TYPED.asEmail, TYPED.asEmail));
  const unknown = { email: freshEmail(), passwort: TYPED.ofUnknownField };
  await told(400, api.post('/register', unknown));
  const field = (password: string) => `"password":${JSON.stringify(password)}`;
  const half = `{"email":"a@b.example",${field(TYPED.ofHalfBody)}`;
  await told(400, api.send('POST', '/register', { raw: half }));
  await told(400, api.send('POST', '/login', { raw: `${half},` }));
  await told(400, api.send('POST', '/login', { raw: TYPED.ofNoJson }));
  await told(400, api.send('POST', '/login', { raw: `{"password":"${TYPED.ofNoJson}"!}` }));
  const twice = `{${field(TYPED.ofTwoFields)},${field(TYPED.ofTwoFields)}}`;
  await told(400, api.send('POST', '/register', { raw: twice }));
  const media = { 'content-type': 'text/plain' };
  await told(415, api.send('POST', '/login', { raw: TYPED.ofOtherMedia, headers: media }));
}

/** Sign-ins that are refused, until the next one has to wait. */
export async function logInInVain(api: Api, { email }: Person): Promise<void> {
  const post = (of: string, password: string, from = api) =>
    from.post('/login', { email: of, password });
  await told(401, post(email, TYPED.wrong));
  await told(401, post(freshEmail(), TYPED.wrong));
  await told(400, post(TYPED.inPlaceOfEmail, TYPED.wrong));
  const patient = api.from(freshAddress());
  const statuses = [];
  // Where a machine is slow, the first wait is over before the next guess.
  while (statuses.at(-1) !== 429 && statuses.length < 12) {
    statuses.push((await post(TYPED.asEmail, TYPED.asEmail, patient)).status);
  }
  expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
  expect(statuses.at(-1)).toBe(429);
  const credentials = Buffer.from(`${email}:${TYPED.ofBasic}`).toString('base64');
  await told(401, api.get('/users', { authorization: `Basic ${credentials}` }));
}

/** Refreshes as they should be, twice at once, and too late. */
export async function refreshAndReuse(api: Api, person: Person): Promise<void> {
  const post = (refresh_token: string) => api.post('/token/refresh', { refresh_token });
  const first = await logIn(api, person);
  const second = tokensIn(await told(200, post(first.refreshToken)));
  const again = tokensIn(await told(200, post(first.refreshToken)));
  expect(again.refreshToken).toBe(second.refreshToken);
  await told(200, post(second.refreshToken));
  await told(401, post(first.refreshToken));
  await told(401, post(second.refreshToken));
  await told(401, post(`${first.refreshToken}x`));
}

/** A password where an admin looks for an email. */
export async function lookForPassword(asAdmin: Api): Promise<void> {
  await told(404, asAdmin.get(`/user/${encodeURIComponent(TYPED.asEmail)}`));
  await told(400, asAdmin.get(`/user/${encodeURIComponent(TYPED.inPlaceOfEmail)}`));
  for (const filter of ['email', 'email_prefix']) {
    await told(200, asAdmin.get(`/users?${new URLSearchParams({ [filter]: TYPED.asEmail })}`));
  }
}

/** An access token wherever a client may put one. */
export async function misplaceTokens(api: Api, person: Person): Promise<void> {
  const { accessToken, refreshToken } = await logIn(api, person);
  await told(400, api.get(`/home_page?access_token=${accessToken}`));
  await told(200, api.get('/home_page', { cookie: `token=${accessToken}` }));
  await told(401, api.get('/users', { authorization: accessToken }));
  await told(401, api.get('/users', { authorization: `Bearer ${accessToken}x` }));
  await told(401, api.get('/users', { authorization: `Bearer ${refreshToken}` }));
  await told(401, api.post('/token/refresh', { refresh_token: accessToken }));
  const swapped = { refresh_token: refreshToken, access_token: accessToken };
  await told(400, api.post('/token/refresh', swapped));
  await told(400, api.post('/login', { email: refreshToken, password: refreshToken }));
}

/** The password becomes another, by its owner and then by a reset; gives the last one. */
export async function changePasswords(api: Api, asAdmin: Api, person: Person): Promise<Person> {
  const own = api.as(await logIn(api, person));
  const change = (current_password: string, new_password: string) =>
    own.post('/password/change', { current_password, new_password });
  await told(400, change(TYPED.wrong, TYPED.ofChange));
  await told(400, change(person.password, TYPED.tooShort));
  await told(200, change(person.password, TYPED.ofChange));
  await logIn(api, { ...person, password: TYPED.ofChange });

  const started = await told(200, asAdmin.post(`/users/${person.userId}/password/reset`));
  const resetToken = textIn(started, 'reset_token');
  const reset = (reset_token: string, new_password: string) =>
    api.post('/password/reset', { reset_token, new_password });
  await told(400, reset(resetToken, TYPED.tooLong));
  await told(400, reset(resetToken.toUpperCase(), TYPED.ofReset));
  await told(200, reset(resetToken, TYPED.ofReset));
  await told(400, reset(resetToken, TYPED.ofReset));
  return { ...person, password: TYPED.ofReset };
}

/** The account is changed through the workflow, with all that can go wrong. */
export async function updateByEmail(api: Api, person: Person): Promise<Person> {
  const own = api.as(await logIn(api, person));
  const taken = await signUp(api, TYPED.ofSignUp);
  const put = (body: object) => own.put(`/user/${encodeURIComponent(person.email)}`, body);
  await told(200, put({ address: '2 Low Street' }));
  await told(400, put({ address: '3 Low Street', password: TYPED.ofUnknownField }));
  await told(409, put({ email: taken.email }));
  const email = freshEmail();
  await told(200, put({ email }));
  await told(403, put({ address: '4 Low Street' }));
  return { ...person, email };
}

/** Buys something, and signs out of everything. */
export async function buyAndLeave(api: Api, person: Person): Promise<void> {
  const own = api.as(await logIn(api, person));
  await logIn(api, person);
  const { userId: user_id } = person;
  await told(200, own.post('/add_to_cart', { user_id, ...BALL }));
  await told(200, own.post('/checkout', { user_id }, { 'idempotency-key': 'once' }));
  await told(200, own.get(`/users/${user_id}/sessions?limit=1`));
  await told(200, own.post('/logout'));
  await told(200, api.as(await logIn(api, person)).post('/logout/all'));
}

/** What needs the part of the store that is broken; gives the statuses. */
export async function actInFault(
  api: Api,
  asAdmin: Api,
  { person, tokens, resetToken }: FaultedPerson,
): Promise<readonly number[]> {
  const { email, userId } = person;
  const own = api.as(tokens);
  const profile = { email: freshEmail(), lastname: 'Doe' };
  const changed = { new_password: TYPED.changedInFault };
  const answers = [
    await api.post('/register', { ...profile, password: TYPED.ofFault }),
    await api.post('/login', { email, password: person.password }),
    await api.post('/login', { email, password: TYPED.ofFault }),
    await api.post('/token/refresh', { refresh_token: tokens.refreshToken }),
    await own.post('/password/change', { current_password: person.password, ...changed }),
    await api.post('/password/reset', { reset_token: resetToken, ...changed }),
    await own.put(`/user/${encodeURIComponent(email)}`, { address: '5 Low Street' }),
    await asAdmin.post('/users', { ...profile, email: freshEmail() }),
    await asAdmin.post(`/users/${userId}/password/reset`),
  ];
  return answers.map(({ status }) => status);
}

interface FaultedPerson {
  readonly person: Person;
  readonly tokens: Tokens;
  /** Of another account. */
  readonly resetToken: string;
}
