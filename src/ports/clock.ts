/** The only source of the time. */
export type Clock = () => Date;
