/** What each table and index is called; the defaults are the shop document's names where it has them. */
export interface TableNames {
  readonly users: string;
  readonly usersByEmail: string;
  readonly usersByEmailInitial: string;
  readonly usersByStatus: string;
  readonly usersByRole: string;
  readonly claims: string;
  readonly sessions: string;
  readonly throttles: string;
  readonly ads: string;
  readonly products: string;
  readonly productsByTag: string;
  readonly carts: string;
  readonly orders: string;
  readonly ordersByUser: string;
}
