import { NEW_PASSWORD, PASSWORD } from '../contracts/http/fixtures.ts';

/** Every password that is typed in a run, by what becomes of it. No two have a part in common. */
export const TYPED = {
  ofSignUp: 'Zwölf ﬁne otters ①',
  ofChange: 'elevén herons Ⅻ',
  ofReset: 'Ünder one ŵide bridge',
  ofAdmin: 'seven silver squirrels',
  ofWeakAdmin: 'Weak-7a',
  tooShort: 'Short-7',
  tooLong: `Endless words ${'ab'.repeat(60)}`,
  ofTakenEmail: 'taken by somebody else',
  ofBadEmail: 'wrong in another field',
  ofHalfBody: 'half a body holds it',
  // So short that a parser that refuses it would quote it as a whole.
  ofNoJson: 'Tiny-0b',
  ofOtherMedia: 'plain text holds it',
  ofUnknownField: 'an unknown field holds it',
  ofTwoFields: 'a field twice holds it',
  ofBasic: 'as browsers would send it',
  wrong: 'not quite the right words',
  asEmail: 'Hunter-Secret@pass.word',
  inPlaceOfEmail: 'typed one field too high',
  ofFault: 'while the store is broken',
  changedInFault: 'a change that is not kept',
  ofProbes: PASSWORD,
  changedByProbes: NEW_PASSWORD,
} as const;
