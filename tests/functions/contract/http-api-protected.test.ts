import { functionsContract } from './functions-contract.ts';

functionsContract('http-api', 'protected');
