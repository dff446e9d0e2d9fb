import { emailUserRoutes } from '../../routes/email-user-routes.ts';
import { personalInformationRoutes } from '../../routes/personal-information-routes.ts';
import { shopUserRoutes } from '../../routes/shop-user-routes.ts';
import { userRoutes } from '../../routes/user-routes.ts';
import { dynamodbUsers } from '../../stores/dynamodb/dynamodb-users.ts';
import { createUser } from '../../usecases/users/create-user.ts';
import { deleteUser } from '../../usecases/users/delete-user.ts';
import { getUser } from '../../usecases/users/get-user.ts';
import { listUsers } from '../../usecases/users/list-users.ts';
import { registerShopUser } from '../../usecases/users/register-shop-user.ts';
import { updateUser } from '../../usecases/users/update-user.ts';
import type { RoutePart } from '../wire-function.ts';

/** Accounts by id and by email, as each of the documents names them. */
export const accountsPart: RoutePart = ({ connection, ...others }) => {
  const ports = { ...others, users: dynamodbUsers(connection) };
  const useCases = {
    createUser: createUser(ports),
    getUser: getUser(ports),
    listUsers: listUsers(ports),
    updateUser: updateUser(ports),
    deleteUser: deleteUser(ports),
    registerShopUser: registerShopUser(ports),
  };
  return [
    ...userRoutes(useCases, ports.clock),
    ...personalInformationRoutes(useCases, ports.clock),
    ...emailUserRoutes(useCases),
    ...shopUserRoutes(useCases, ports.clock),
  ];
};
