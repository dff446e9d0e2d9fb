import { httpFunction } from '../entry/lambda-http.ts';
import { identityPart } from '../wiring/parts/identity-part.ts';

export const handler = httpFunction(identityPart, [
  'logIn',
  'refreshToken',
  'logOut',
  'logOutEverywhere',
  'listSessions',
  'endSessions',
  'endSession',
  'changePassword',
  'startPasswordReset',
  'resetPassword',
  'changeRole',
  'changeStatus',
  'listPublicKeys',
]);
