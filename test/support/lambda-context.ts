import type { Context } from 'aws-lambda';

/** A Lambda invocation's context, with as many milliseconds left as told. */
export const lambdaContext = (millisecondsLeft = 10_000): Context => ({
  callbackWaitsForEmptyEventLoop: true,
  functionName: 'under-test',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-2:000000000000:function:under-test',
  memoryLimitInMB: '512',
  awsRequestId: '6b0f2f0e-0000-4000-8000-000000000000',
  logGroupName: '/aws/lambda/under-test',
  logStreamName: 'stream',
  getRemainingTimeInMillis: () => millisecondsLeft,
  done: () => {},
  fail: () => {},
  succeed: () => {},
});
