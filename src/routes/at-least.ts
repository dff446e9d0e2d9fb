import * as z from 'zod/mini';

/** A change of nothing is a mistake of its sender. */
export function atLeast(fieldCount: number, message = 'must have at least one field') {
  return [
    z.check<object>((payload) => {
      if (Object.keys(payload.value).length >= fieldCount) return;
      payload.issues.push({ code: 'custom', input: payload.value, message });
    }),
    z.meta({ minProperties: fieldCount }),
  ] as const;
}
