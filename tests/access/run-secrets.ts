import { asList, asObject } from '../contracts/http/api-client.ts';
import type { RecordedReply } from './recorded-replies.ts';
import { encodedSecret, exactSecret, type Secret, typedSecret } from './secret-forms.ts';
import type { Row } from './sqlite-rows.ts';
import { TYPED } from './typed-passwords.ts';
import type { Look } from './whole-run.ts';

export const KEY_FILE = 'token-keys.json';

/** The replies that give a token away, and the member each is in. */
const TOKEN_MEMBERS: readonly (readonly [asked: RegExp, members: readonly string[]])[] = [
  [/^POST \/login$/, ['access_token', 'refresh_token']],
  [/^POST \/token\/refresh$/, ['access_token', 'refresh_token']],
  [/^POST \/users\/[\w-]+\/password\/reset$/, ['reset_token']],
  [/^POST \/guest-carts$/, ['cart_secret']],
];

/** A stored hash of a password, of any kind that is read. */
export const ANY_HASH = /\$(?:argon2\w*|scrypt|pbkdf2[\w-]*|2[abxy])\$/;

export function passwordSecrets(): readonly Secret[] {
  return Object.entries(TYPED).map(([name, text]) => typedSecret(`password ${name}`, text));
}

/** Every token that a reply gave, whole and in the parts that are secret by themselves. */
export function tokenSecrets(replies: readonly RecordedReply[]): readonly Secret[] {
  const given = replies.flatMap((reply) => Object.entries(tokensIn(reply)));
  return given.flatMap(([member, token]) => {
    const parts = token.split('.');
    // Of an access token the signature, of the others what comes after the ids.
    const secretParts = parts.slice({ access_token: 2, refresh_token: 3 }[member] ?? 2);
    return [
      exactSecret(member, token),
      ...secretParts.map((part) => encodedSecret(`part of a ${member}`, part)),
    ];
  });
}

/** The private keys of all times. */
export function keySecrets(looks: readonly Look[]): readonly Secret[] {
  const texts = looks.flatMap(({ files }) => files.get(KEY_FILE)?.toString() ?? []);
  const keys = texts.flatMap((text) => asList(asObject(JSON.parse(text))['keys']));
  const unique = new Set(keys.map((key) => String(key['d'])));
  return [...unique].map((d) => encodedSecret('a private key', d));
}

/** The hashes of passwords that a store has had. */
export function hashSecrets(looks: readonly Look[]): readonly Secret[] {
  return storedTexts(looks, /^password_hash$/).flatMap((hash) => [
    exactSecret('a password hash', hash),
    encodedSecret('part of a password hash', hash.split('$').at(-1) ?? hash),
  ]);
}

/** What a store keeps of tokens: nobody needs to see it. */
export function tokenHashSecrets(looks: readonly Look[]): readonly Secret[] {
  const columns = /^(?!password).*_hash$|^sealed_/;
  return storedTexts(looks, columns).map((text) => encodedSecret('what is kept of a token', text));
}

function storedTexts(looks: readonly Look[], columns: RegExp): readonly string[] {
  const rows = looks.flatMap((look) => rowsOf(look.rows));
  const texts = rows.flatMap(([, row]) =>
    Object.entries(row).flatMap(([column, value]) =>
      columns.test(column) && typeof value === 'string' ? [value] : [],
    ),
  );
  return [...new Set(texts)];
}

export function rowsOf(rows: Look['rows']): readonly (readonly [table: string, row: Row])[] {
  return Object.entries(rows).flatMap(([table, found]) =>
    found.map((row) => [table, row] as const),
  );
}

/** The reply as others than who called may see it: without the tokens it is there to give. */
export function withoutItsTokens(reply: RecordedReply): string {
  const { headers, text, path } = reply;
  const tokens = Object.keys(tokensIn(reply));
  if (!/^content-type: .*json/m.test(headers)) return `${headers}\n${text}`;
  const body: unknown = JSON.parse(text === '' ? 'null' : text);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return `${headers}\n${text}`;
  const others = Object.entries(body).filter(
    // A problem names the path that it is about, which the caller wrote.
    ([member, value]) => !tokens.includes(member) && !(member === 'instance' && value === path),
  );
  return `${headers}\n${JSON.stringify(Object.fromEntries(others))}`;
}

function tokensIn({ asked, status, text }: RecordedReply): Readonly<Record<string, string>> {
  const [, members = []] = TOKEN_MEMBERS.find(([pattern]) => pattern.test(asked)) ?? [];
  if (status >= 300 || members.length === 0) return {};
  const body = asObject(JSON.parse(text));
  return Object.fromEntries(members.map((member) => [member, String(body[member])]));
}
