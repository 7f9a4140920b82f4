import { inject } from 'vitest';

/** The endpoint of the run's one DynamoDB Local, which the first call starts. It ends with the run. */
export async function dynamoDbEndpoint(): Promise<string> {
  const response = await fetch(inject('dynamoDbStarter'));
  const answer = await response.text();
  if (!response.ok) throw new Error(answer);
  return answer;
}
