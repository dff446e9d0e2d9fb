import { type Answer, type Api, asList, asObject, textIn } from '../contracts/http/api-client.ts';
import {
  BALL,
  BOOT,
  freshEmail,
  freshUserId,
  PASSWORD,
  SHIRT,
} from '../contracts/http/fixtures.ts';

type Unit = Readonly<Record<'product_id' | 'size', string>>;
const UNITS: readonly Unit[] = [BALL, SHIRT, BOOT];

/** Gives undefined when the server died before it answered. */
export async function answerOf(call: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call;
  } catch {
    return undefined;
  }
}

/** Accounts one loop made, as far as it was told. */
export class AccountWriter {
  readonly created: { readonly userId: string; readonly email: string }[] = [];
  /** Emails whose creation was never answered. */
  readonly inDoubt: string[] = [];
  readonly #path: '/users' | '/register';

  constructor(path: '/users' | '/register') {
    this.#path = path;
  }

  /** Creates accounts until the server is gone. */
  async writeUntilCrash(api: Api): Promise<void> {
    for (;;) {
      const email = freshEmail('crash');
      const body = { email, lastname: 'Doe', dob: '1990-01-01', ...this.#password() };
      const answer = await answerOf(api.post(this.#path, body));
      if (answer === undefined) {
        this.inDoubt.push(email);
        return;
      }
      if (answer.status !== 201) throw new Error(`${this.#path}: ${answer.text}`);
      this.created.push({ userId: textIn(answer, 'user_id'), email });
    }
  }

  #password(): object {
    return this.#path === '/register' ? { password: PASSWORD } : {};
  }
}

interface CartState {
  readonly cart: readonly Unit[];
  /** Oldest first. */
  readonly orders: readonly (readonly Unit[])[];
}

/** One cart with one writer, so that after a crash only its very last call is in doubt. */
export class CartWriter {
  readonly userId = freshUserId();
  orderCount = 0;
  #state: CartState = { cart: [], orders: [] };
  /** What the unanswered call would have made of it. */
  #afterLastCall: CartState | undefined;

  /** Adds units, and orders them now and then, until the server is gone. */
  async writeUntilCrash(api: Api): Promise<void> {
    for (let call = 0; ; call += 1) {
      const { cart, orders } = this.#state;
      const unit = UNITS[call % UNITS.length] ?? BALL;
      const isCheckout = cart.length >= 4;
      const next = isCheckout
        ? { cart: [], orders: [...orders, cart] }
        : { cart: [...cart, unit], orders };
      this.#afterLastCall = next;
      const answer = await answerOf(
        isCheckout
          ? api.post('/checkout', { user_id: this.userId })
          : api.post('/add_to_cart', { user_id: this.userId, ...unit }),
      );
      if (answer === undefined) return;
      if (answer.status !== 200) throw new Error(answer.text);
      this.#state = next;
      this.#afterLastCall = undefined;
    }
  }

  /** What the store may hold after the crash: without the unanswered call or with it. */
  possibleStates(): readonly CartState[] {
    return this.#afterLastCall ? [this.#state, this.#afterLastCall] : [this.#state];
  }

  /** Goes on from what the store turned out to hold. */
  settle(found: CartState): void {
    this.#state = found;
    this.#afterLastCall = undefined;
    this.orderCount = found.orders.length;
  }

  /** What the store holds. */
  async read(api: Api): Promise<CartState> {
    const cart = asList((await api.get(`/load_cart?user_id=${this.userId}`)).body);
    const orders = asList((await api.get(`/get_orders?user_id=${this.userId}&limit=1000`)).body);
    return {
      cart: cart.map(toUnit),
      orders: orders.toReversed().map(({ items }) => asList(items).map(toUnit)),
    };
  }
}

function toUnit(entry: Readonly<Record<string, unknown>>): Unit {
  return { product_id: String(entry['product_id']), size: String(entry['size']) };
}

/** One cart with several writers: only sums can be told. */
export class SharedCart {
  readonly userId = freshUserId();
  added = 0;
  /** Additions that were never answered. */
  inDoubt = 0;

  /** Goes on from what the store turned out to hold. */
  settle(total: number): void {
    this.added = total;
    this.inDoubt = 0;
  }

  async addUntilCrash(api: Api): Promise<void> {
    for (;;) {
      const answer = await answerOf(api.post('/add_to_cart', { user_id: this.userId, ...BALL }));
      if (answer === undefined) {
        this.inDoubt += 1;
        return;
      }
      if (answer.status !== 200) throw new Error(answer.text);
      this.added += 1;
    }
  }

  async checkoutUntilCrash(api: Api): Promise<void> {
    for (;;) {
      const answer = await answerOf(api.post('/checkout', { user_id: this.userId }));
      if (answer === undefined) return;
      const code = answer.status === 200 ? undefined : asObject(answer.body)['code'];
      if (code !== undefined && code !== 'CART_EMPTY' && code !== 'CART_CHANGED') {
        throw new Error(answer.text);
      }
    }
  }
}
