import type { Work } from './work.ts';

const profile = {
  lastname: 'Doe',
  dob: '1990-01-01',
  address: '123 Main St, City, Country',
  gender: 'Male',
  phone_number: '1234567890',
};
const address = { address: '456 Another St, New City' };

/** The whole lists first, so that nothing but the fillers is in them. */
const lists: readonly Work[] = [
  {
    operationId: 'listPersonalInformation',
    title: 'GET /user-personal-information, one page of 100',
    budget: 1,
    grows: true,
    request: { method: 'GET', path: '/user-personal-information' },
  },
  {
    operationId: 'listPersonalInformation',
    title: 'GET /user-personal-information, the whole list',
    budget: 1,
    grows: true,
    walk: true,
    request: { method: 'GET', path: '/user-personal-information' },
    documents: { run: (functions) => functions.getAll() },
  },
  {
    operationId: 'listUsers',
    title: 'GET /users, one page of 100',
    budget: 1,
    grows: true,
    request: { method: 'GET', path: '/users' },
  },
  filtered('role=admin', 1),
  filtered('status=disabled', 1),
  filtered('email=filler-7%40example.com', 2),
  filtered('email_prefix=filler-7%40', 1),
];

function filtered(query: string, budget: number): Work {
  const title = `GET /users?${decodeURIComponent(query)}`;
  return { operationId: 'listUsers', title, budget, request: get(`/users?${query}`) };
}

const byId: readonly Work[] = [
  {
    operationId: 'createUser',
    title: 'POST /users',
    budget: 2,
    request: { method: 'POST', path: '/users', body: { ...profile, email: 'u@example.com' } },
    documents: {
      run: ({ createUser }) => createUser({ user_id: 'new', ...profile, email: 'u@example.com' }),
    },
  },
  {
    operationId: 'getUser',
    title: 'GET /users/{id}',
    budget: 1,
    request: get('/users/filler-7'),
    documents: { run: ({ getUser }) => getUser('filler-7') },
  },
  {
    operationId: 'updateUser',
    title: 'PUT /users/{id}',
    budget: 2,
    prepare: ({ putUser }) => putUser('changed-a'),
    request: { method: 'PUT', path: '/users/changed-a', body: address },
    documents: { run: ({ updateUser }) => updateUser('changed', address) },
  },
  {
    operationId: 'updateUser',
    title: 'PUT /users/{id}, the email changes',
    budget: 2,
    prepare: ({ putUser }) => putUser('changed-b'),
    request: { method: 'PUT', path: '/users/changed-b', body: { email: 'b2@example.com' } },
    documents: { run: ({ updateUser }) => updateUser('changed', { email: 'b2@example.com' }) },
  },
  {
    operationId: 'deleteUser',
    title: 'DELETE /users/{id}',
    budget: 3,
    prepare: ({ putUser }) => putUser('removed-a'),
    request: { method: 'DELETE', path: '/users/removed-a' },
    documents: { run: ({ deleteUser }) => deleteUser('removed') },
  },
  {
    operationId: 'createPersonalInformation',
    title: 'POST /user-personal-information',
    budget: 2,
    request: {
      method: 'POST',
      path: '/user-personal-information',
      body: { customer_email: 'p@example.com', personal_details: { shirt_number: 9 } },
    },
    documents: {
      run: ({ createUser }) =>
        createUser({
          user_id: 'new-p',
          customer_email: 'p@example.com',
          personal_details: { shirt_number: 9 },
        }),
    },
  },
  {
    operationId: 'updatePersonalInformation',
    title: 'PUT /user-personal-information/{id}',
    budget: 2,
    prepare: ({ putUser }) => putUser('changed-c'),
    request: {
      method: 'PUT',
      path: '/user-personal-information/changed-c',
      body: { personal_details: { shirt_number: 10 } },
    },
    documents: {
      run: ({ updateUser }) => updateUser('changed', { personal_details: { shirt_number: 10 } }),
    },
  },
  {
    operationId: 'updatePersonalInformation',
    title: 'PUT /user-personal-information/{id}, the email changes',
    budget: 2,
    prepare: ({ putUser }) => putUser('changed-f'),
    request: {
      method: 'PUT',
      path: '/user-personal-information/changed-f',
      body: { customer_email: 'f2@example.com' },
    },
    documents: {
      run: ({ updateUser }) => updateUser('changed', { customer_email: 'f2@example.com' }),
    },
  },
];

const byEmail: readonly Work[] = [
  {
    operationId: 'registerUser',
    title: 'POST /register',
    budget: 2,
    request: {
      method: 'POST',
      path: '/register',
      body: { email: 'r@example.com', password: 'correct horse battery', ...profile },
    },
    documents: {
      run: ({ register }) =>
        register({ email: 'r@example.com', password: 'correct horse battery', ...profile }),
    },
  },
  {
    operationId: 'getUserByEmail',
    title: 'GET /user/{email}',
    budget: 2,
    request: get('/user/filler-7@example.com'),
    documents: { run: ({ getUserByEmail }) => getUserByEmail('filler-7@example.com') },
  },
  {
    operationId: 'updateUserByEmail',
    title: 'PUT /user/{email}',
    budget: 3,
    prepare: ({ putUser }) => putUser('changed-d'),
    request: { method: 'PUT', path: '/user/changed-d@example.com', body: address },
    documents: {
      run: ({ updateUserByEmail }) => updateUserByEmail('changed@example.com', address),
    },
  },
  {
    operationId: 'updateUserByEmail',
    title: 'PUT /user/{email}, the email changes',
    budget: 3,
    prepare: ({ putUser }) => putUser('changed-e'),
    request: {
      method: 'PUT',
      path: '/user/changed-e@example.com',
      body: { email: 'e2@example.com' },
    },
  },
  {
    operationId: 'deleteUserByEmail',
    title: 'DELETE /user/{email}',
    budget: 3,
    prepare: ({ putUser }) => putUser('removed-b'),
    request: { method: 'DELETE', path: '/user/removed-b@example.com' },
    documents: { run: ({ deleteUserByEmail }) => deleteUserByEmail('removed@example.com') },
  },
];

/** The routes of accounts. */
export const accountWorks: readonly Work[] = [...lists, ...byId, ...byEmail];

function get(path: string): Work['request'] {
  return { method: 'GET', path };
}
