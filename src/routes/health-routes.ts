import * as z from 'zod/mini';
import type { UseCases } from '../usecases/use-cases.ts';
import { defineRoute, type Route } from './route.ts';

const TAG = 'Health';
const statusSchema = z.strictObject({ status: z.literal('ok') });

export function healthRoutes({ checkReadiness }: Pick<UseCases, 'checkReadiness'>): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/health/live',
      operationId: 'live',
      tag: TAG,
      summary: 'Whether the process answers',
      access: { audience: 'anyone' },
      reply: { status: 200, description: 'It does', schema: statusSchema },
      errors: [],
      run: async () => ({ status: 200, body: { status: 'ok' } }),
    }),
    defineRoute({
      method: 'GET',
      path: '/health/ready',
      operationId: 'ready',
      tag: TAG,
      summary: 'Whether the store answers',
      access: { audience: 'anyone' },
      reply: { status: 200, description: 'It does', schema: statusSchema },
      errors: [],
      async run() {
        await checkReadiness();
        return { status: 200, body: { status: 'ok' } };
      },
    }),
  ];
}
