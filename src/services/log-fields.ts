/** A net below the rule that no code logs them. Flat, since a wildcard doubles the cost of a line. */
export const SECRET_FIELDS = [
  ...['password', 'currentPassword', 'newPassword', 'current_password', 'new_password'],
  ...['passwordHash', 'password_hash', 'credential', 'authorization', 'token'],
  ...['accessToken', 'refreshToken', 'resetToken'],
  ...['access_token', 'refresh_token', 'reset_token'],
];

/** What a log shows of an error: an allow-list, since errors of libraries carry inputs. */
export function errorFields(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  return { name, message, stack, ...(cause !== undefined && { cause: errorFields(cause) }) };
}
