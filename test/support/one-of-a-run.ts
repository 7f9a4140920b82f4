import { inject } from 'vitest';

async function ask(what: 'dynamodb' | 'assembly'): Promise<string> {
  const response = await fetch(`${inject('oneOfARun')}/${what}`);
  const answer = await response.text();
  if (!response.ok) throw new Error(answer);
  return answer;
}

/** The endpoint of the run's one DynamoDB Local, which the first call starts. It ends with the run. */
export const dynamoDbEndpoint = (): Promise<string> => ask('dynamodb');

/** The directory of the app as it was synthesised once for all stacks of the run: to be read, and never written to. */
export const assemblyOfRun = (): Promise<string> => ask('assembly');
