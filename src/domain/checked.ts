/** What a rule says of a raw value: the normal form to keep, or the problem to tell its sender. */
export type Checked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: string };

export function accept<Value>(value: Value): Checked<Value> {
  return { ok: true, value };
}

export function refuse(problem: string): { readonly ok: false; readonly problem: string } {
  return { ok: false, problem };
}
