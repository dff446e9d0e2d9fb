/** JSON literals no text field may be, whatever the field. */
export const NEVER_TEXT: readonly string[] = [
  'null',
  'true',
  '0',
  '-1',
  '1.5',
  '[]',
  '["a"]',
  '{}',
  '{"$ne":null}',
  '[[[[[[[[[]]]]]]]]]',
];

/** May hold any text, which is then not the right one. */
export const SECRET_FIELDS: readonly string[] = [
  'password',
  'current_password',
  'new_password',
  'refresh_token',
  'reset_token',
  'cart_secret',
];

/** JSON literals of text that no other field may hold. */
export const NEVER_CLEAN_TEXT: readonly string[] = [
  '""',
  '"\\u0000"',
  '"a\\u0000b"',
  '"a\\u001Bb"',
  '"a\\r\\nSet-Cookie: x=1"',
  '"\\u202Egnp.exe"',
  '"\\u2066a\\u2069"',
  '"a\\u2028b"',
  JSON.stringify('x'.repeat(10_000)),
  JSON.stringify('😀'.repeat(10_000)),
];

/** JSON literals that JSON.parse would take and silently change. */
export const NEVER_EXACT: readonly string[] = [
  '"\\ud800"',
  '"a\\udc00b"',
  '1e999',
  '-1e999',
  '12345678901234567890',
  '{"__proto__":{"admin":true}}',
  '{"a":1,"a":2}',
];

/** JSON literals that some fields may hold and others not; none may break anything. */
export const TRICKY_TEXT: readonly string[] = [
  `"'; DROP TABLE users;--"`,
  `"' OR '1'='1"`,
  '"1); DELETE FROM carts;--"',
  '"%27%20OR%201=1"',
  '"#{jndi:ldap://x}"',
  '"$(touch /tmp/pwned)"',
  '"{{7*7}}"',
  '"../../etc/passwd"',
  '"😀👩‍👩‍👧‍👦"',
  '"<script>alert(1)</script>"',
  '"null"',
  '"constructor"',
  '"__proto__"',
  '"States.Format(\'{}\', $.x)"',
  '"$.credential"',
];

/** A body with one member replaced by a JSON literal, written out so that nothing is tidied. */
export function bodyWith(
  body: Readonly<Record<string, unknown>>,
  field: string,
  literal: string,
): string {
  const members = Object.entries({ ...body, [field]: undefined }).map(
    ([name, value]) =>
      `${JSON.stringify(name)}:${name === field ? literal : JSON.stringify(value)}`,
  );
  return `{${members.join(',')}}`;
}
