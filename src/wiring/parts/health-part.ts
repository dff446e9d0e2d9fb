import { healthRoutes } from '../../routes/health-routes.ts';
import { claimOf, findClaim } from '../../stores/dynamodb/claims.ts';
import type { RoutePart } from '../wire-function.ts';

export const healthPart: RoutePart = ({ connection }) =>
  healthRoutes({
    async checkReadiness() {
      await findClaim(connection, claimOf.currency);
    },
  });
