/** A stored hash that was read and asks for no more work than is let through. */
export interface ReadableHash {
  /** Whether `hash` would make another one now. */
  readonly isOutdated: boolean;
  matches(typedPassword: string): Promise<boolean>;
}
