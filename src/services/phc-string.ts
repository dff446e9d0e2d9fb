/** A hash in the PHC string format: https://github.com/P-H-C/phc-string-format. */
interface PhcString {
  readonly id: string;
  readonly version: string | undefined;
  readonly parameters: ReadonlyMap<string, string>;
  readonly salt: Buffer;
  readonly tag: Buffer;
}

const PHC =
  /^\$(?<id>[a-z0-9-]+)(?:\$v=(?<version>\d+))?\$(?<parameters>[^$]+)\$(?<salt>[^$]+)\$(?<tag>[^$]+)$/;

const SALT_BYTES = { min: 1, max: 64 };
const TAG_BYTES = { min: 16, max: 64 };

/** Undefined as well when it has a parameter of another name, or one twice. */
export function readPhcString(stored: string, names: readonly string[]): PhcString | undefined {
  const { id, version, parameters = '', ...ends } = PHC.exec(stored)?.groups ?? {};
  const pairs = parameters.split(',').map((pair) => pair.split('='));
  const areInForm = pairs.every(
    ([name = '', ...rest]) => names.includes(name) && rest.length === 1,
  );
  const read = new Map(pairs.map(([name = '', value = '']) => [name, value]));
  const salt = readSalt(ends['salt']);
  const tag = readTag(ends['tag']);
  if (id === undefined || !salt || !tag) return undefined;
  if (!areInForm || read.size !== pairs.length) return undefined;
  return { id, version, parameters: read, salt, tag };
}

export function readSalt(text: string | undefined): Buffer | undefined {
  const salt = readBase64(text);
  return salt && isWithin(salt.length, SALT_BYTES) ? salt : undefined;
}

export function readTag(text: string | undefined): Buffer | undefined {
  const tag = readBase64(text);
  return tag && isWithin(tag.length, TAG_BYTES) ? tag : undefined;
}

/** Without padding. Buffer.from passes over wrong characters and spare bits; this does not. */
export function readBase64(text: string | undefined): Buffer | undefined {
  const bytes = Buffer.from(text ?? '', 'base64');
  return writeBase64(bytes) === text ? bytes : undefined;
}

export function writeBase64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

/** Digits without leading zeros, from 1 to the greatest that is let through. */
export function readCount(text: string | undefined, max: number): number | undefined {
  const count = /^[1-9]\d{0,9}$/.test(text ?? '') ? Number(text) : 0;
  return isWithin(count, { min: 1, max }) ? count : undefined;
}

function isWithin(count: number, { min, max }: { min: number; max: number }): boolean {
  return count >= min && count <= max;
}
