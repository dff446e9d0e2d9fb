import type { Env } from './env.ts';

/** Reads settings one by one and gathers every fault, so that they can be told together. */
export class SettingsReader {
  readonly faults: string[] = [];
  readonly #env: Env;

  constructor(env: Env) {
    this.#env = env;
  }

  fault(name: string, problem: string): void {
    this.faults.push(`${name}: ${problem}`);
  }

  /** A setting left empty counts as not set. */
  text(name: string, fallback: string): string {
    return this.#env[name]?.trim() || fallback;
  }

  oneOf<Choice extends string>(name: string, choices: readonly Choice[], fallback: Choice): Choice {
    const value = this.text(name, fallback);
    const choice = choices.find((one) => one === value);
    if (choice === undefined) {
      this.fault(name, `must be ${choices.join(' or ')}, not ${JSON.stringify(value)}`);
    }
    return choice ?? fallback;
  }

  integer(
    name: string,
    fallback: number,
    range: { readonly min: number; readonly max: number },
  ): number {
    const value = this.text(name, String(fallback));
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= range.min && number <= range.max) return number;
    this.fault(
      name,
      `must be a whole number from ${range.min} to ${range.max}, not ${JSON.stringify(value)}`,
    );
    return fallback;
  }

  /** 3 to 255 of the characters the engine takes for a table or an index. */
  tableName(name: string, fallback: string): string {
    const value = this.text(name, fallback);
    if (!/^[A-Za-z0-9_.-]{3,255}$/.test(value)) {
      this.fault(name, `must be 3 to 255 of A-Z a-z 0-9 _ . -, not ${JSON.stringify(value)}`);
    }
    return value;
  }

  /** An http or https address without a path; undefined when not set. */
  endpoint(name: string): string | undefined {
    const value = this.text(name, '');
    if (value === '') return undefined;
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
      this.fault(
        name,
        `must be an address such as http://127.0.0.1:8000, not ${JSON.stringify(value)}`,
      );
    }
    return value;
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.text(name, fallback ? 'on' : 'off').toLowerCase();
    if (['on', 'true', '1', 'yes'].includes(value)) return true;
    if (!['off', 'false', '0', 'no'].includes(value)) {
      this.fault(name, `must be on or off, not ${JSON.stringify(value)}`);
    }
    return false;
  }

  currency(name: string, fallback: string): string {
    const value = this.text(name, fallback);
    if (!Intl.supportedValuesOf('currency').includes(value)) {
      this.fault(name, `must be an ISO 4217 code such as EUR, not ${JSON.stringify(value)}`);
    }
    return value;
  }

  /** '*' or a comma-separated list of exact origins. */
  origins(name: string): '*' | readonly string[] {
    const value = this.text(name, '*');
    if (value === '*') return '*';
    const origins = value.split(',').map((origin) => origin.trim());
    for (const origin of origins) {
      // A pattern would parse, and then match nothing.
      if (!URL.canParse(origin) || new URL(origin).origin !== origin || origin.includes('*')) {
        this.fault(
          name,
          `must be * or origins such as https://shop.example, not ${JSON.stringify(origin)}`,
        );
      }
    }
    return origins;
  }
}
