import type { Config } from '../../config/config.ts';
import { registrationRoutes } from '../../routes/registration-routes.ts';
import { argon2Passwords } from '../../services/argon2-passwords.ts';
import { stepFunctionsWorkflows } from '../../services/step-functions-workflows.ts';
import { changeUserByEmail } from '../../usecases/users/change-user-by-email.ts';
import { checkPassword } from '../../usecases/users/check-password.ts';
import { registerUser } from '../../usecases/users/register-user.ts';
import type { RoutePart } from '../wire-function.ts';
import { workflowCredentials } from '../workflow-credentials.ts';

/** Of the tables, and so of all that stands beside them. */
function regionOf({ store }: Config): string {
  return store.kind === 'dynamodb' ? store.region : '';
}

/**
 * Starts the workflows.
 * @throws Error in one sentence without the ARNs of the workflows or the key of their credentials
 */
export const registrationPart: RoutePart = ({ config, ...others }) => {
  const { arns, endpoint } = config.workflows;
  if (arns === undefined) throw new Error('USER_REGISTRATION_WORKFLOW: must be set');
  const ports = {
    ...others,
    workflows: stepFunctionsWorkflows({ region: regionOf(config), endpoint, arns }),
    passwords: argon2Passwords({ minLength: config.passwordMinLength, peppers: config.peppers }),
    credentials: workflowCredentials(config),
  };
  return registrationRoutes(
    {
      registerUser: registerUser(ports),
      changeUserByEmail: changeUserByEmail(ports),
      checkPassword: checkPassword(ports),
    },
    ports.clock,
  );
};
