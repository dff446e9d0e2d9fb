import { httpFunction } from '../entry/lambda-http.ts';
import { registrationPart } from '../wiring/parts/registration-part.ts';

export const handler = httpFunction(registrationPart, ['registerUser', 'updateUserByEmail']);
