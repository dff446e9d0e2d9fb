import { describe } from 'vitest';
import type { HttpTarget } from './api-client.ts';
import { bodiesContract } from './bodies-contract.ts';
import { documentationContract } from './documentation-contract.ts';
import { entityTagsContract } from './entity-tags-contract.ts';
import { hostileInputContract } from './hostile-input-contract.ts';
import { oneAccountContract } from './one-account-contract.ts';
import { openApiContract } from './openapi-contract.ts';
import { personalInformationContract } from './personal-information-contract.ts';
import { profileFieldsContract } from './profile-fields-contract.ts';
import { badTokenContract, protectedAccessContract } from './protected-access-contract.ts';
import { racesContract } from './races-contract.ts';
import { registrationContract } from './registration-contract.ts';
import { requestsContract } from './requests-contract.ts';
import { shopCartsContract } from './shop-carts-contract.ts';
import { shopCatalogueContract } from './shop-catalogue-contract.ts';
import { shopCheckoutContract } from './shop-checkout-contract.ts';
import { shopOrdersContract } from './shop-orders-contract.ts';
import { shopUsersContract } from './shop-users-contract.ts';
import { userListsContract } from './user-lists-contract.ts';
import { usersContract } from './users-contract.ts';

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
    requestsContract(target);
    bodiesContract(target);
    hostileInputContract(target);
    badTokenContract(target);
    racesContract(target);
    documentationContract(target);
    openApiContract(target);
  });
}

/** The same for a server in protected mode with the sample shop. */
export function protectedHttpContract(target: HttpTarget): void {
  describe('the HTTP contract, protected', () => {
    protectedAccessContract(target);
    badTokenContract(target);
    shopCatalogueContract(target);
    documentationContract(target);
  });
}
