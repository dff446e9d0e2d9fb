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
  readonly catalogue: string;
  readonly stockMovements: string;
  readonly carts: string;
  readonly orders: string;
  readonly ordersByUser: string;
  readonly ordersByStatus: string;
  readonly outbox: string;
  readonly webhooks: string;
  readonly deliveries: string;
}
