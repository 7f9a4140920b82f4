import { SQSClient } from '@aws-sdk/client-sqs';

export interface SqsDouble {
  readonly sqs: SQSClient;
  /** The inputs of all commands, in their order. */
  readonly sent: object[];
}

/** The true client, answered before anything leaves it. What `answer` throws, the client throws. */
export function sqsDouble(answer: (input: object) => object): SqsDouble {
  const sent: object[] = [];
  const sqs = new SQSClient({ region: 'eu-west-2', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
  sqs.middlewareStack.add(() => async ({ input }) => {
    sent.push(input);
    return { output: { $metadata: {}, ...answer(input) }, response: {} };
  });
  return { sqs, sent };
}
