import { Server } from 'node:net';
import { startFauxqs } from 'fauxqs';
import { listenOnLoopback } from '../processes/ports.ts';
import { createQueueFront } from './queue-front.ts';

/** The emulator asks for every interface of the machine and has no option for it; only this machine may call it. */
const keepToLoopback = (): void => {
  const listenAnywhere = Server.prototype.listen;
  Reflect.set(Server.prototype, 'listen', function listen(this: Server, ...given: unknown[]) {
    const [options, ...others] = given;
    const kept = typeof options === 'object' && options !== null ? { ...options, host: '127.0.0.1' } : options;
    return Reflect.apply(listenAnywhere, this, [kept, ...others]);
  });
};

/** Starts the SQS emulator on a SQLite file, behind its front. */
export const startQueues = async (port: number, directory: string, region: string) => {
  keepToLoopback();
  const emulator = await startFauxqs({ port: 0, logger: false, defaultRegion: region, dataDir: directory });
  const front = createQueueFront(
    emulator.port,
    (name) => emulator.inspectQueue(name)?.attributes.DeduplicationScope === 'messageGroup',
  );
  const actualPort = await listenOnLoopback(front, port, 'the queue emulator');
  return {
    port: actualPort,
    stop: async () => {
      front.closeAllConnections();
      front.close();
      await emulator.stop();
    },
  };
};
