import * as z from 'zod/mini';
import type { UserChanges } from '../domain/user.ts';
import type { Clock } from '../ports/clock.ts';
import { atLeast } from './at-least.ts';
import {
  passwordField,
  personalDetailsField,
  profileFields,
  userIdField,
} from './field-schemas.ts';

/** The bodies that make or change an account, in each document's own names. */
export function userBodies(clock: Clock) {
  const fields = profileFields(clock);
  const partial = {
    firstname: z.optional(fields.firstname),
    lastname: z.optional(fields.lastname),
    dob: z.optional(fields.dob),
    address: z.optional(fields.address),
    gender: z.optional(fields.gender),
    phone_number: z.optional(fields.phone_number),
  };
  const { lastname, ...allButLastname } = partial;
  const { firstname, ...allButNames } = allButLastname;
  return {
    createUser: z.strictObject({
      lastname: fields.lastname,
      email: fields.email,
      ...allButLastname,
    }),
    updateUser: z
      .strictObject({ email: z.optional(fields.email), ...partial })
      .check(...atLeast(1, 'must have at least one field to change')),
    registerUser: z.strictObject({ email: fields.email, password: passwordField, ...partial }),
    createPersonalInformation: z.strictObject({
      customer_email: fields.email,
      personal_details: personalDetailsField,
    }),
    updatePersonalInformation: z
      .strictObject({
        customer_email: z.optional(fields.email),
        personal_details: z.optional(personalDetailsField),
      })
      .check(...atLeast(1, 'must have customer_email or personal_details')),
    registerShopUser: z.strictObject({
      user_id: userIdField,
      email: fields.email,
      firstName: fields.firstname,
      lastName: fields.lastname,
    }),
    updateShopUser: z
      .strictObject({
        user_id: userIdField,
        email: z.optional(fields.email),
        firstName: z.optional(fields.firstname),
        first_name: z.optional(fields.firstname),
        lastName: z.optional(fields.lastname),
        last_name: z.optional(fields.lastname),
        ...allButNames,
      })
      .check(
        ...atLeast(2, 'must have at least one field to change'),
        neverBoth('firstName', 'first_name'),
        neverBoth('lastName', 'last_name'),
      ),
  };
}

/** The shop document writes a name in one case and reads it in another; both are one attribute. */
function neverBoth(requestName: string, replyName: string) {
  return z.refine<object>((body) => !(requestName in body && replyName in body), {
    path: [replyName],
    message: `must not be given beside ${requestName}`,
    // Also beside other bad fields, so that all are named at once.
    when: ({ value }) => typeof value === 'object' && value !== null,
  });
}

/** From a body's names to the domain's. */
export function toProfile<Body extends { readonly phone_number?: string | undefined }>(
  body: Body,
): Omit<Body, 'phone_number'> & UserChanges {
  const { phone_number: phoneNumber, ...profile } = body;
  return phoneNumber === undefined ? profile : { ...profile, phoneNumber };
}
