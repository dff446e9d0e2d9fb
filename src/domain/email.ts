import { accept, type Checked, refuse } from './checked.ts';
import { hasControlCharacter } from './text.ts';

/** RFC 5321 section 4.5.3.1: 256 octets of path less its two brackets. */
export const EMAIL_MAX_LENGTH = 254;
const LOCAL_PART_MAX_LENGTH = 64;

// RFC 5322 dot-atom, widened by letters and digits of any script (RFC 6531).
const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\-\\p{L}\\p{M}\\p{N}]+";
const LOCAL_PART = new RegExp(`^${ATOM}(?:\\.${ATOM})*$`, 'u');
const DOMAIN_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const NOT_AN_ADDRESS = 'must be an email address';

/**
 * The one form of an email address that identifies an account: trimmed, NFKC, lower case, the
 * domain in ASCII (IDNA). Dots and +tags are kept: they may be another person's mailbox.
 * Every rule is checked on the normal form, so that no character can turn into "@" or a control
 * character after the check.
 */
export function normaliseEmail(raw: string): Checked<string> {
  if (raw.length > 4 * EMAIL_MAX_LENGTH) return tooLong();
  if (!raw.isWellFormed()) return refuse('must be well-formed Unicode');
  const trimmed = raw.trim();
  if (hasControlCharacter(trimmed)) return refuse('must not contain control characters');
  // Lower-casing can undo the normal form (U+0130), so normalise on both sides of it.
  const value = trimmed.normalize('NFKC').toLowerCase().normalize('NFKC');
  if (hasControlCharacter(value)) return refuse('must not contain control characters');

  const parts = value.split('@');
  const [localPart, domain] = parts;
  if (parts.length !== 2 || localPart === undefined || domain === undefined) {
    return refuse(NOT_AN_ADDRESS);
  }
  if (!LOCAL_PART.test(localPart)) return refuse(NOT_AN_ADDRESS);
  if (octets(localPart) > LOCAL_PART_MAX_LENGTH) {
    return refuse(`must have at most ${LOCAL_PART_MAX_LENGTH} characters before the @`);
  }
  const asciiDomain = toAsciiDomain(domain);
  if (asciiDomain === undefined) return refuse(NOT_AN_ADDRESS);
  const address = `${localPart}@${asciiDomain}`;
  return octets(address) > EMAIL_MAX_LENGTH ? tooLong() : accept(address);
}

function tooLong(): Checked<string> {
  return refuse(`must be at most ${EMAIL_MAX_LENGTH} characters`);
}

function octets(value: string): number {
  return new TextEncoder().encode(value).length;
}

function toAsciiDomain(domain: string): string | undefined {
  const ascii = isAscii(domain) ? domain : idnaToAscii(domain);
  const labels = ascii?.split('.') ?? [];
  if (labels.length < 2 || !labels.every((label) => DOMAIN_LABEL.test(label))) return undefined;
  // RFC 3696 section 2: a top-level domain is never all digits, so an address literal is none.
  return /^[0-9]+$/.test(labels.at(-1) ?? '') ? undefined : ascii;
}

function isAscii(value: string): boolean {
  for (let index = 0; index < value.length; index += 1) {
    if (value.charCodeAt(index) > 127) return false;
  }
  return true;
}

function idnaToAscii(domain: string): string | undefined {
  if (/[/\\?#:[\]%\s]/.test(domain)) return undefined;
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return undefined;
  }
}
