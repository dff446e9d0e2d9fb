import { describe } from 'vitest';
import { accessTokensContract } from './access-tokens-contract.ts';
import { accountAccessContract } from './account-access-contract.ts';
import { administrationContract } from './administration-contract.ts';
import type { HttpTarget } from './api-client.ts';
import { bodiesContract } from './bodies-contract.ts';
import { documentationContract } from './documentation-contract.ts';
import { emailChangeContract } from './email-change-contract.ts';
import { entityTagsContract } from './entity-tags-contract.ts';
import { hostileInputContract } from './hostile-input-contract.ts';
import { hostileUrlsContract } from './hostile-urls-contract.ts';
import { oneAccountContract } from './one-account-contract.ts';
import { openApiContract } from './openapi-contract.ts';
import { ownerAccessContract } from './owner-access-contract.ts';
import { passwordChangeContract } from './password-change-contract.ts';
import { passwordResetContract } from './password-reset-contract.ts';
import { personalInformationContract } from './personal-information-contract.ts';
import { profileFieldsContract } from './profile-fields-contract.ts';
import { badTokenContract, protectedAccessContract } from './protected-access-contract.ts';
import { racesContract } from './races-contract.ts';
import { refreshContract } from './refresh-contract.ts';
import { registrationContract } from './registration-contract.ts';
import { requestsContract } from './requests-contract.ts';
import { resourcesContract } from './resources-contract.ts';
import { securityHeadersContract } from './security-headers-contract.ts';
import { sessionEndingContract } from './session-ending-contract.ts';
import { sessionListContract } from './session-list-contract.ts';
import { sessionRacesContract } from './session-races-contract.ts';
import { shopCartsContract } from './shop-carts-contract.ts';
import { shopCatalogueContract } from './shop-catalogue-contract.ts';
import { shopCheckoutContract } from './shop-checkout-contract.ts';
import { shopOrdersContract } from './shop-orders-contract.ts';
import { shopUsersContract } from './shop-users-contract.ts';
import { signInContract } from './sign-in-contract.ts';
import { sourceThrottlingContract } from './source-throttling-contract.ts';
import { throttlingContract } from './throttling-contract.ts';
import { userListsContract } from './user-lists-contract.ts';
import { usersContract } from './users-contract.ts';
import { webhookRefusalsContract } from './webhook-refusals-contract.ts';
import { webhooksContract } from './webhooks-contract.ts';

/** The whole contract as a client sees it, for a server in open mode with the sample shop. */
export function httpContract(target: HttpTarget): void {
  describe('the HTTP contract', () => {
    personalInformationContract(target);
    usersContract(target);
    profileFieldsContract(target);
    userListsContract(target);
    entityTagsContract(target);
    registrationContract(target);
    oneAccountContract(target);
    shopCatalogueContract(target);
    shopUsersContract(target);
    shopCartsContract(target);
    shopCheckoutContract(target);
    shopOrdersContract(target);
    resourcesContract(target);
    requestsContract(target);
    bodiesContract(target);
    hostileInputContract(target);
    hostileUrlsContract(target);
    badTokenContract(target);
    racesContract(target);
    webhooksContract(target);
    webhookRefusalsContract(target);
    documentationContract(target);
    openApiContract(target);
  });
}

/** The same for a server in protected mode with the sample shop. */
export function protectedHttpContract(target: HttpTarget): void {
  describe('the HTTP contract, protected', () => {
    protectedAccessContract(target);
    ownerAccessContract(target);
    badTokenContract(target);
    signInSuites(target);
    shopCatalogueContract(target);
    webhooksContract(target);
    documentationContract(target);
  });
}

/**
 * What is the same in both modes, each in the one that the contracts above leave out: a request that
 * brings a token is that user, and an admin may do what an operator may.
 */
export function bothModesContract(open: HttpTarget, closed: HttpTarget): void {
  describe('the HTTP contract of sign-in, open', () => signInSuites(open));
  describe('the HTTP contract of the shop, protected', () => resourcesContract(closed));
}

function signInSuites(target: HttpTarget): void {
  signInContract(target);
  accessTokensContract(target);
  refreshContract(target);
  sessionListContract(target);
  sessionEndingContract(target);
  sessionRacesContract(target);
  passwordChangeContract(target);
  passwordResetContract(target);
  accountAccessContract(target);
  administrationContract(target);
  emailChangeContract(target);
  throttlingContract(target);
  sourceThrottlingContract(target);
  securityHeadersContract(target);
}
