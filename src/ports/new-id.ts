/** A new UUID v4. */
export type NewId = () => string;
