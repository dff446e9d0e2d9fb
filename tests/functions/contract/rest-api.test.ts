import { functionsContract } from './functions-contract.ts';

functionsContract('rest-api', 'open');
