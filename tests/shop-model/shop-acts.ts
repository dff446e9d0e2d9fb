import type { Status } from './shop.ts';

type Slot = number;

/** One call of one use case, with everything in it decided. */
export type Act =
  | {
      readonly act: 'create product';
      readonly product: string;
      readonly label: string;
      readonly price: number;
      readonly sizes: readonly { readonly size: string; readonly stock?: number | undefined }[];
    }
  | {
      readonly act: 'change product';
      readonly product: string;
      readonly label?: string | undefined;
      readonly price?: number | undefined;
      readonly sizes?: readonly string[] | undefined;
      readonly versions?: readonly number[] | undefined;
    }
  | {
      readonly act: 'delete product';
      readonly product: string;
      readonly versions?: readonly number[] | undefined;
    }
  | {
      readonly act: 'set stock';
      readonly product: string;
      readonly size: string;
      readonly stock?: number | undefined;
    }
  | {
      readonly act: 'adjust stock';
      readonly product: string;
      readonly size: string;
      readonly delta: number;
      readonly key?: string | undefined;
    }
  | {
      readonly act: 'add' | 'set' | 'fill';
      readonly who: Owner;
      readonly product: string;
      readonly size: string;
      readonly quantity: number;
    }
  | { readonly act: 'remove'; readonly who: Owner; readonly product: string; readonly size: string }
  | { readonly act: 'clear' | 'show'; readonly who: Owner }
  | { readonly act: 'come as a guest'; readonly slot: Slot }
  | {
      readonly act: 'merge';
      readonly cartId: string;
      readonly slot: Slot;
      readonly secret: string;
      readonly user: string;
    }
  | {
      readonly act: 'check out';
      readonly user: string;
      readonly key?: string | undefined;
      readonly body: string;
      readonly expected?: number | undefined;
    }
  | {
      readonly act: 'cancel';
      readonly orderId: string;
      readonly actor: string;
      readonly ownRows?: string | undefined;
    }
  | { readonly act: 'change status'; readonly orderId: string; readonly to: Status }
  | { readonly act: 'expire orders' }
  | { readonly act: 'remove old carts' };

/** A user, or a guest with the secret they give. */
export type Owner =
  | { readonly user: string }
  | { readonly slot: Slot; readonly cartId: string; readonly secret: string };

export const ADMIN = 'admin';
export const STAFF_SCOPE = 'staff';

/** Of a guest who has not come yet. */
export const NO_CART = { cartId: 'no-such-cart', secret: 'no secret' };
