import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { type Fact, type QueueName, queues, readFact } from '../../events/catalogue.ts';
import { createRelay, type Relay } from '../../shared/runtime/relay.ts';
import type { Message, Transport } from './transport.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined, begin: () => undefined };

/** Queues in the SQS emulator, fed by the real relay. */
export class QueueTransport implements Transport {
  readonly #sqs: SQSClient;
  readonly #server: FauxqsServer;
  readonly #urls: Record<QueueName, string>;
  readonly #relay: Relay;
  readonly #deliveries: number;
  readonly #handles = new Map<Message, string>();

  private constructor(server: FauxqsServer, sqs: SQSClient, urls: Record<QueueName, string>, deliveries: number) {
    this.#server = server;
    this.#sqs = sqs;
    this.#urls = urls;
    this.#deliveries = deliveries;
    this.#relay = createRelay({ sqs, queueUrls: urls, log: silent });
  }

  static async open(deliveries: number): Promise<QueueTransport> {
    const server = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false });
    const sqs = new SQSClient({
      endpoint: server.address,
      region: 'eu-west-2',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const urls: Partial<Record<QueueName, string>> = {};
    for (const queue of queues) {
      const fifo = queue === 'allocation';
      const QueueName = fifo ? `${queue}.fifo` : queue;
      await sqs.send(new CreateQueueCommand({ QueueName, Attributes: fifo ? { FifoQueue: 'true' } : {} }));
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
      urls[queue] = QueueUrl ?? '';
    }
    return new QueueTransport(server, sqs, urls as Record<QueueName, string>, deliveries);
  }

  async relay(fact: Fact): Promise<void> {
    const failed = await this.#relay([fact]);
    if (failed.size > 0) throw new Error('the emulator did not take a fact');
  }

  async receive(): Promise<readonly Message[]> {
    const received: Message[] = [];
    for (const queue of queues) {
      const request = {
        QueueUrl: this.#urls[queue],
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 0,
        VisibilityTimeout: 600,
      };
      const { Messages = [] } = await this.#sqs.send(new ReceiveMessageCommand(request));
      for (const { Body = '', ReceiptHandle = '' } of Messages) {
        const reading = readFact(JSON.parse(Body));
        if (!reading.ok) throw new Error(reading.reason);
        const message = { queue, fact: reading.fact, left: this.#deliveries };
        this.#handles.set(message, ReceiptHandle);
        received.push(message);
      }
    }
    return received;
  }

  async acknowledge(message: Message): Promise<void> {
    const ReceiptHandle = this.#handles.get(message);
    await this.#sqs.send(new DeleteMessageCommand({ QueueUrl: this.#urls[message.queue], ReceiptHandle }));
  }

  async close(): Promise<void> {
    this.#sqs.destroy();
    await this.#server.stop();
  }
}
