/** In place of a part of every client that DynamoDB has no operation for. */
throw new Error('No operation of DynamoDB has an event stream');
