import { parentPort, workerData } from 'node:worker_threads';
import { hashSync } from 'bcryptjs';

const { password, setting } = workerData as { readonly password: string; readonly setting: string };
parentPort?.postMessage(hashSync(password, setting));
