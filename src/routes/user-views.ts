import * as z from 'zod/mini';
import { ROLES, USER_STATUSES, type User } from '../domain/user.ts';

/** An account as rows U and R show it; fields never given are absent. */
export function userView(user: User) {
  return {
    user_id: user.userId,
    firstname: user.firstname,
    lastname: user.lastname,
    dob: user.dob,
    address: user.address,
    gender: user.gender,
    email: user.email,
    phone_number: user.phoneNumber,
    role: user.role,
    status: user.status,
    created_at: user.createdAt,
    updated_at: user.updatedAt,
  };
}

/** An account as row P lists it. */
export function personalInformationView(user: User) {
  return {
    user_id: user.userId,
    customer_email: user.email,
    personal_details: user.personalDetails ?? {},
  };
}

/** The whole account under row P's names, as its update answers. */
export function wholePersonalInformationView(user: User) {
  const { email, ...others } = userView(user);
  return { ...personalInformationView(user), ...others };
}

/** An account as the shop document's `get_user_data` shows it. */
export function shopUserView(user: User) {
  return {
    user_id: user.userId,
    email: user.email,
    first_name: user.firstname,
    last_name: user.lastname,
    dob: user.dob,
    address: user.address,
    gender: user.gender,
    phone_number: user.phoneNumber,
  };
}

const text = z.string();
const instant = z.string().check(z.meta({ format: 'date-time' }));
const given = {
  dob: z.optional(z.string().check(z.meta({ format: 'date' }))),
  address: z.optional(text),
  gender: z.optional(text),
  phone_number: z.optional(text),
};
const account = {
  firstname: z.optional(text),
  lastname: z.optional(text),
  ...given,
  role: z.enum(ROLES),
  status: z.enum(USER_STATUSES),
  created_at: instant,
  updated_at: instant,
};

export const userSchema = z.strictObject({ user_id: text, email: text, ...account });

export const userPageSchema = z.strictObject({
  items: z.array(userSchema),
  next_cursor: z.nullable(text),
});

const personalInformation = {
  user_id: text,
  customer_email: text,
  personal_details: z.record(z.string(), z.unknown()),
};
export const personalInformationListSchema = z.array(z.strictObject(personalInformation));
export const wholePersonalInformationSchema = z.strictObject({
  ...personalInformation,
  ...account,
});

export const shopUserSchema = z.strictObject({
  user_id: text,
  email: text,
  first_name: z.optional(text),
  last_name: z.optional(text),
  ...given,
});
