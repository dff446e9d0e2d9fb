import { functionsContract } from './functions-contract.ts';

functionsContract('load-balancer', 'open');
