import type { AccessTokens } from '../ports/access-tokens.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { NewId } from '../ports/new-id.ts';
import type { OpaqueTokens } from '../ports/opaque-tokens.ts';
import type { Passwords } from '../ports/passwords.ts';
import type { PhotoEncoder } from '../ports/photo-encoder.ts';
import type { Photos } from '../ports/photos.ts';
import type { SealedCredentials } from '../ports/sealed-credentials.ts';
import type { Store } from '../ports/store.ts';
import type { WebhookSender } from '../ports/webhook-sender.ts';
import type { Workflows } from '../ports/workflows.ts';
import { createAd } from './ads/create-ad.ts';
import { deleteAd } from './ads/delete-ad.ts';
import { getAd } from './ads/get-ad.ts';
import { listAds } from './ads/list-ads.ts';
import { showHomePage } from './ads/show-home-page.ts';
import { updateAd } from './ads/update-ad.ts';
import { addItem } from './carts/add-item.ts';
import { clearCart } from './carts/clear-cart.ts';
import { createGuestCart } from './carts/create-guest-cart.ts';
import { loadCart } from './carts/load-cart.ts';
import { mergeGuestCart } from './carts/merge-guest-cart.ts';
import { openGuestCart } from './carts/open-guest-cart.ts';
import { removeExpiredCarts } from './carts/remove-expired-carts.ts';
import { removeItem } from './carts/remove-item.ts';
import { setItem } from './carts/set-item.ts';
import { showCart } from './carts/show-cart.ts';
import { deliverEvents } from './events/deliver-events.ts';
import { cancelOrder } from './orders/cancel-order.ts';
import { cancelUnpaidOrders } from './orders/cancel-unpaid-orders.ts';
import { changeOrderStatus } from './orders/change-order-status.ts';
import { getOrder } from './orders/get-order.ts';
import { listAllOrders } from './orders/list-all-orders.ts';
import { listOrders } from './orders/list-orders.ts';
import { placeOrder } from './orders/place-order.ts';
import { changePassword } from './passwords/change-password.ts';
import { resetPassword } from './passwords/reset-password.ts';
import { startPasswordReset } from './passwords/start-password-reset.ts';
import { deletePhoto } from './photos/delete-photo.ts';
import { getPhoto } from './photos/get-photo.ts';
import { savePhoto } from './photos/save-photo.ts';
import { createProduct } from './products/create-product.ts';
import { deleteProduct } from './products/delete-product.ts';
import { getProduct } from './products/get-product.ts';
import { listCatalogue } from './products/list-catalogue.ts';
import { listProducts } from './products/list-products.ts';
import { updateProduct } from './products/update-product.ts';
import { checkSession } from './sessions/check-session.ts';
import { endAllSessions } from './sessions/end-all-sessions.ts';
import { endSession } from './sessions/end-session.ts';
import { listSessions } from './sessions/list-sessions.ts';
import { logIn } from './sessions/log-in.ts';
import { refreshSession } from './sessions/refresh-session.ts';
import { adjustStock } from './stock/adjust-stock.ts';
import { listStockMovements } from './stock/list-stock-movements.ts';
import { setStock } from './stock/set-stock.ts';
import { checkAccessToken } from './tokens/check-access-token.ts';
import { listPublicKeys } from './tokens/list-public-keys.ts';
import { changeAccess } from './users/change-access.ts';
import { changeUserByEmail } from './users/change-user-by-email.ts';
import { checkExistingUser } from './users/check-existing-user.ts';
import { checkPassword } from './users/check-password.ts';
import { createAdmin } from './users/create-admin.ts';
import { createUser } from './users/create-user.ts';
import { createUserRecord } from './users/create-user-record.ts';
import { deleteUser } from './users/delete-user.ts';
import { getUser } from './users/get-user.ts';
import { getUserId } from './users/get-user-id.ts';
import { listUsers } from './users/list-users.ts';
import { registerShopUser } from './users/register-shop-user.ts';
import { registerUser } from './users/register-user.ts';
import { updateUser } from './users/update-user.ts';
import { createWebhook } from './webhooks/create-webhook.ts';
import { deleteWebhook } from './webhooks/delete-webhook.ts';
import { getWebhook } from './webhooks/get-webhook.ts';
import { listDeadDeliveries } from './webhooks/list-dead-deliveries.ts';
import { listWebhooks } from './webhooks/list-webhooks.ts';
import { replayDelivery } from './webhooks/replay-delivery.ts';
import { updateWebhook } from './webhooks/update-webhook.ts';

interface Ports {
  readonly store: Store;
  readonly workflows: Workflows;
  readonly passwords: Passwords;
  readonly credentials: SealedCredentials;
  readonly accessTokens: AccessTokens;
  readonly opaqueTokens: OpaqueTokens;
  readonly photos: Photos;
  readonly photoEncoder: PhotoEncoder;
  readonly webhookSender: WebhookSender;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
  readonly currency: string;
  /** After how long a Pending order is given up; undefined is never. */
  readonly pendingOrderLifeMs: number | undefined;
}

export type UseCases = ReturnType<typeof createUseCases>;
export type TaskUseCases = ReturnType<typeof createTaskUseCases>;

/** Everything a route may ask for. */
export function createUseCases({ store, ...others }: Ports) {
  const ports = { ...store, ...others };
  return {
    createUser: createUser(ports),
    getUser: getUser(ports),
    listUsers: listUsers(ports),
    updateUser: updateUser(ports),
    deleteUser: deleteUser(ports),
    registerUser: registerUser(ports),
    checkPassword: checkPassword(ports),
    changeUserByEmail: changeUserByEmail(ports),
    changeAccess: changeAccess(ports),
    createAdmin: createAdmin(ports),
    logIn: logIn(ports),
    refreshSession: refreshSession(ports),
    checkAccessToken: checkAccessToken(ports),
    checkSession: checkSession(ports),
    listSessions: listSessions(ports),
    endSession: endSession(ports),
    endAllSessions: endAllSessions(ports),
    changePassword: changePassword(ports),
    startPasswordReset: startPasswordReset(ports),
    resetPassword: resetPassword(ports),
    listPublicKeys: listPublicKeys(ports),
    registerShopUser: registerShopUser(ports),
    showHomePage: showHomePage(ports),
    getProduct: getProduct(ports),
    listProducts: listProducts(ports),
    addItem: addItem(ports),
    loadCart: loadCart(ports),
    clearCart: clearCart(ports),
    placeOrder: placeOrder(ports),
    listOrders: listOrders(ports),
    getPhoto: getPhoto(ports),
    createAd: createAd(ports),
    deleteAd: deleteAd(ports),
    getAd: getAd(ports),
    listAds: listAds(ports),
    updateAd: updateAd(ports),
    createGuestCart: createGuestCart(ports),
    mergeGuestCart: mergeGuestCart(ports),
    openGuestCart: openGuestCart(ports),
    removeExpiredCarts: removeExpiredCarts(ports),
    removeItem: removeItem(ports),
    setItem: setItem(ports),
    showCart: showCart(ports),
    cancelOrder: cancelOrder(ports),
    cancelUnpaidOrders: cancelUnpaidOrders(ports),
    changeOrderStatus: changeOrderStatus(ports),
    getOrder: getOrder(ports),
    listAllOrders: listAllOrders(ports),
    deletePhoto: deletePhoto(ports),
    savePhoto: savePhoto(ports),
    createProduct: createProduct(ports),
    deleteProduct: deleteProduct(ports),
    listCatalogue: listCatalogue(ports),
    updateProduct: updateProduct(ports),
    adjustStock: adjustStock(ports),
    listStockMovements: listStockMovements(ports),
    setStock: setStock(ports),
    deliverEvents: deliverEvents(ports),
    createWebhook: createWebhook(ports),
    deleteWebhook: deleteWebhook(ports),
    getWebhook: getWebhook(ports),
    listDeadDeliveries: listDeadDeliveries(ports),
    listWebhooks: listWebhooks(ports),
    replayDelivery: replayDelivery(ports),
    updateWebhook: updateWebhook(ports),
    checkReadiness: () => store.ping(),
  };
}

/** Everything a workflow's task may ask for. */
export function createTaskUseCases({
  store,
  ...others
}: Pick<Ports, 'store' | 'credentials' | 'clock'>) {
  const ports = { ...store, ...others };
  return {
    checkExistingUser: checkExistingUser(ports),
    createUserRecord: createUserRecord(ports),
    getUserId: getUserId(ports),
    updateUser: updateUser(ports),
  };
}
