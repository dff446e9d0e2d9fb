import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import type { Config } from './config/config.ts';
import type { AccessTokens } from './ports/access-tokens.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { NewId } from './ports/new-id.ts';
import type { Photos } from './ports/photos.ts';
import type { Store } from './ports/store.ts';
import { adRoutes } from './routes/ad-routes.ts';
import { createApp, type RequestEnv } from './routes/app.ts';
import { cartRoutes } from './routes/cart-routes.ts';
import { catalogueRoutes } from './routes/catalogue-routes.ts';
import { connectionError } from './routes/connection-error.ts';
import { documentationRoutes } from './routes/documentation-routes.ts';
import { emailUserRoutes } from './routes/email-user-routes.ts';
import { guestCartRoutes } from './routes/guest-cart-routes.ts';
import { healthRoutes } from './routes/health-routes.ts';
import { orderDeskRoutes } from './routes/order-desk-routes.ts';
import { orderRoutes } from './routes/order-routes.ts';
import { packagedDocumentation } from './routes/packaged-documentation.ts';
import { passwordRoutes } from './routes/password-routes.ts';
import { personalInformationRoutes } from './routes/personal-information-routes.ts';
import { photoRoutes } from './routes/photo-routes.ts';
import { productRoutes } from './routes/product-routes.ts';
import { registrationRoutes } from './routes/registration-routes.ts';
import { removalRoutes } from './routes/removal-routes.ts';
import type { Route } from './routes/route.ts';
import { sessionRoutes } from './routes/session-routes.ts';
import { shopCartRoutes } from './routes/shop-cart-routes.ts';
import { shopOrderRoutes } from './routes/shop-order-routes.ts';
import { shopProductRoutes } from './routes/shop-product-routes.ts';
import { shopUserRoutes } from './routes/shop-user-routes.ts';
import { stockRoutes } from './routes/stock-routes.ts';
import { tokenKeyRoutes } from './routes/token-key-routes.ts';
import { userAccessRoutes } from './routes/user-access-routes.ts';
import { userRoutes } from './routes/user-routes.ts';
import { webhookRoutes } from './routes/webhook-routes.ts';
import { aesSealedCredentials } from './services/aes-sealed-credentials.ts';
import { argon2Passwords } from './services/argon2-passwords.ts';
import { httpWebhookSender } from './services/http-webhook-sender.ts';
import { jwtAccessTokens } from './services/jwt-access-tokens.ts';
import { localWorkflows } from './services/local-workflows.ts';
import { pinoLog } from './services/pino-log.ts';
import { randomOpaqueTokens } from './services/random-opaque-tokens.ts';
import { readSampleCatalogue } from './services/sample-catalogue.ts';
import { sharpPhotoEncoder } from './services/sharp-photo-encoder.ts';
import { openSigningKeys, type SigningKeys } from './services/signing-keys.ts';
import { unthrottled } from './services/unthrottled.ts';
import { createTaskUseCases, createUseCases } from './usecases/use-cases.ts';
import { keepHouse } from './wiring/keep-house.ts';
import { openPhotos } from './wiring/open-photos.ts';
import { openStore } from './wiring/open-store.ts';
import { settleCurrency } from './wiring/settle-currency.ts';
import updateUserWorkflow from './workflows/update-user.asl.json' with { type: 'json' };
import userRegistrationWorkflow from './workflows/user-registration.asl.json' with { type: 'json' };
import { workflowTasks } from './workflows/workflow-tasks.ts';

/** A Kitroom that is joined together and ready to answer. */
export interface Kitroom {
  readonly app: Hono<{ Bindings: RequestEnv }>;
  readonly routes: readonly Route[];
  readonly log: Log;
  /** The answer to what never became a request. */
  readonly connectionError: (nodeCode: string | undefined) => ReturnType<typeof connectionError>;
  /** Loads what the first sign-up would wait for. */
  readonly warmUp: () => Promise<void>;
  /** Does what is due of itself from now on; gives what ends it. */
  readonly keepHouse: () => () => Promise<void>;
  /** Lets go of the store. Harmless to repeat. */
  readonly close: () => Promise<void>;
}

/**
 * Joins every part by the settings.
 * @throws Error in one sentence when the data folder or the store cannot be used
 */
export async function wire(config: Config): Promise<Kitroom> {
  const log = pinoLog(config.logLevel);
  const store = await openStore(config);
  let keys: SigningKeys;
  try {
    keys = await openSigningKeys(config.tokens.keys, { clock, log });
    await settleCurrency(store, config.currency);
    if (config.sampleData && (await store.isCatalogueEmpty())) {
      await store.importCatalogue(await readSampleCatalogue(config.currency));
    }
  } catch (error) {
    await store.close();
    throw error;
  }

  const { app, routes, workflows, useCases } = joinApp(store, {
    ...config,
    photos: await openPhotos(config),
    accessTokens: jwtAccessTokens({ ...config.tokens, keys, clock, newId }),
    clock,
    log,
  });
  return {
    app,
    routes,
    log,
    connectionError: (nodeCode) => connectionError(nodeCode, newId()),
    warmUp: () => workflows.warmUp(),
    keepHouse: () => keepHouse(useCases, log),
    close: () => store.close(),
  };
}

interface AppParts
  extends Pick<
    Config,
    | 'access'
    | 'corsOrigins'
    | 'currency'
    | 'passwordMinLength'
    | 'pendingOrderLifeMs'
    | 'peppers'
    | 'throttling'
    | 'trustedHops'
    | 'webhooksToPrivate'
  > {
  readonly photos: Photos;
  readonly accessTokens: AccessTokens;
  readonly clock: Clock;
  readonly log: Log;
}

const newId: NewId = () => randomUUID();
const clock: Clock = () => new Date();

/** Everything above a store, for one that is open. */
export function joinApp(store: Store, settings: AppParts) {
  const { accessTokens, clock, currency, log } = settings;
  const credentials = aesSealedCredentials();
  const workflows = localWorkflows(
    { 'user-registration': userRegistrationWorkflow, 'update-user': updateUserWorkflow },
    workflowTasks(createTaskUseCases({ store, credentials, clock }), clock),
  );
  const useCases = createUseCases({
    store: settings.throttling ? store : { ...store, throttles: unthrottled },
    workflows,
    credentials,
    passwords: argon2Passwords({
      minLength: settings.passwordMinLength,
      peppers: settings.peppers,
    }),
    accessTokens,
    opaqueTokens: randomOpaqueTokens(),
    photos: settings.photos,
    photoEncoder: sharpPhotoEncoder(),
    webhookSender: httpWebhookSender({
      now: () => clock().getTime(),
      mayReachPrivate: settings.webhooksToPrivate,
    }),
    clock,
    newId,
    log,
    currency,
    pendingOrderLifeMs: settings.pendingOrderLifeMs,
  });
  const routes: Route[] = [
    ...personalInformationRoutes(useCases, clock),
    ...userRoutes(useCases, clock),
    ...registrationRoutes(useCases, clock),
    ...emailUserRoutes(useCases),
    ...sessionRoutes(useCases),
    ...passwordRoutes(useCases),
    ...userAccessRoutes(useCases),
    ...tokenKeyRoutes(useCases),
    ...shopProductRoutes(useCases),
    ...shopUserRoutes(useCases, clock),
    ...shopCartRoutes(useCases),
    ...shopOrderRoutes(useCases),
    ...catalogueRoutes(useCases),
    ...productRoutes(useCases, currency),
    ...adRoutes(useCases),
    ...removalRoutes(useCases),
    ...stockRoutes(useCases),
    ...cartRoutes(useCases),
    ...guestCartRoutes(useCases),
    ...orderRoutes(useCases, currency),
    ...orderDeskRoutes(useCases),
    ...webhookRoutes(useCases),
    ...photoRoutes(useCases),
    ...healthRoutes(useCases),
    ...documentationRoutes(packagedDocumentation(() => routes)),
  ];
  const app = createApp(routes, {
    access: settings.access,
    corsOrigins: settings.corsOrigins,
    trustedHops: settings.trustedHops,
    checkAccessToken: useCases.checkAccessToken,
    checkSession: useCases.checkSession,
    log,
    newId,
  });
  return { app, routes, workflows, useCases };
}
