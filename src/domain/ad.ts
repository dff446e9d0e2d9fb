/** A banner of the home page. */
export interface Ad {
  readonly adId: string;
  readonly label: string;
  /** Raised by every change; absent is 0. */
  readonly version?: number | undefined;
}

/** How many different ads the home page shows. */
export const HOME_PAGE_ADS = 3;
