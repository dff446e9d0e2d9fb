/** Something nobody may see, by the name a test tells it with. */
export interface Secret {
  readonly name: string;
  readonly forms: readonly Buffer[];
}

/** A key of the first bytes of every form, so that a text is walked once for all of them. */
const KEY_BYTES = 6;

/** A password as it was typed: in every normal form, in either case, encoded. */
export function typedSecret(name: string, text: string): Secret {
  const plain = [
    text,
    ...(['NFC', 'NFD', 'NFKC', 'NFKD'] as const).map((form) => text.normalize(form)),
  ];
  const texts = new Set(plain.flatMap((one) => [one, one.toLowerCase(), one.toUpperCase()]));
  const forms = [...texts].flatMap((one) => [
    ...formsOfBytes(Buffer.from(one)),
    Buffer.from(one, 'utf16le'),
    Buffer.from(encodeURIComponent(one)),
    Buffer.from(new URLSearchParams({ '': one }).toString().slice(1)),
    Buffer.from(jsonInAscii(one)),
  ]);
  return { name, forms: uniqueForms(forms) };
}

/** A token or a key: its very bytes, encoded. */
export function exactSecret(name: string, secret: string | Buffer): Secret {
  const bytes = typeof secret === 'string' ? Buffer.from(secret) : secret;
  return { name, forms: uniqueForms(formsOfBytes(bytes)) };
}

/** What base64url text says is secret, and the text too. */
export function encodedSecret(name: string, text: string): Secret {
  const forms = [
    ...formsOfBytes(Buffer.from(text)),
    ...formsOfBytes(Buffer.from(text, 'base64url')),
  ];
  return { name, forms: uniqueForms(forms) };
}

/** The names of the secrets that can be read in it, in whatever form. */
export function secretsIn(place: Buffer | string, secrets: readonly Secret[]): readonly string[] {
  const bytes = typeof place === 'string' ? Buffer.from(place) : place;
  const byKey = new Map<number, { readonly name: string; readonly form: Buffer }[]>();
  for (const { name, forms } of secrets) {
    for (const form of forms) {
      const key = form.readUIntBE(0, KEY_BYTES);
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, [{ name, form }]);
      else known.push({ name, form });
    }
  }
  const found = new Set<string>();
  for (let at = 0; at + KEY_BYTES <= bytes.length; at += 1) {
    for (const { name, form } of byKey.get(bytes.readUIntBE(at, KEY_BYTES)) ?? []) {
      if (bytes.subarray(at, at + form.length).equals(form)) found.add(name);
    }
  }
  return [...found].sort();
}

function formsOfBytes(bytes: Buffer): readonly Buffer[] {
  const hex = bytes.toString('hex');
  const texts = [
    hex,
    hex.toUpperCase(),
    ...[0, 1, 2].flatMap((before) => base64Inside(bytes, before)),
  ];
  return [bytes, ...texts.map((text) => Buffer.from(text))];
}

/** What shows of the bytes in the base64 of a longer text, `before` bytes into a group of three. */
function base64Inside(bytes: Buffer, before: number): readonly string[] {
  const all = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64url');
  const wholeBits = (before + bytes.length) * 8;
  const inside = all.slice(Math.ceil((before * 8) / 6), Math.floor(wholeBits / 6));
  return [inside, inside.replaceAll('-', '+').replaceAll('_', '/')];
}

function jsonInAscii(text: string): string {
  return text.replaceAll(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function uniqueForms(forms: readonly Buffer[]): readonly Buffer[] {
  const unique = new Map(forms.map((form) => [form.toString('latin1'), form]));
  // A shorter one would be found anywhere.
  return [...unique.values()].filter(({ length }) => length >= KEY_BYTES);
}
