import { passwordRoutes } from '../../routes/password-routes.ts';
import { sessionRoutes } from '../../routes/session-routes.ts';
import { tokenKeyRoutes } from '../../routes/token-key-routes.ts';
import { userAccessRoutes } from '../../routes/user-access-routes.ts';
import { argon2Passwords } from '../../services/argon2-passwords.ts';
import { dynamodbUsers } from '../../stores/dynamodb/dynamodb-users.ts';
import { changePassword } from '../../usecases/passwords/change-password.ts';
import { resetPassword } from '../../usecases/passwords/reset-password.ts';
import { startPasswordReset } from '../../usecases/passwords/start-password-reset.ts';
import { endAllSessions } from '../../usecases/sessions/end-all-sessions.ts';
import { endSession } from '../../usecases/sessions/end-session.ts';
import { listSessions } from '../../usecases/sessions/list-sessions.ts';
import { logIn } from '../../usecases/sessions/log-in.ts';
import { refreshSession } from '../../usecases/sessions/refresh-session.ts';
import { listPublicKeys } from '../../usecases/tokens/list-public-keys.ts';
import { changeAccess } from '../../usecases/users/change-access.ts';
import type { RoutePart } from '../wire-function.ts';

/** Sign-in, sessions, passwords, and who may do what. */
export const identityPart: RoutePart = ({ config, connection, ...others }) => {
  const ports = {
    ...others,
    users: dynamodbUsers(connection),
    passwords: argon2Passwords({ minLength: config.passwordMinLength, peppers: config.peppers }),
  };
  return [
    ...sessionRoutes({
      logIn: logIn(ports),
      refreshSession: refreshSession(ports),
      listSessions: listSessions(ports),
      endSession: endSession(ports),
      endAllSessions: endAllSessions(ports),
    }),
    ...passwordRoutes({
      changePassword: changePassword(ports),
      startPasswordReset: startPasswordReset(ports),
      resetPassword: resetPassword(ports),
    }),
    ...userAccessRoutes({ changeAccess: changeAccess(ports) }),
    ...tokenKeyRoutes({ listPublicKeys: listPublicKeys(ports) }),
  ];
};
