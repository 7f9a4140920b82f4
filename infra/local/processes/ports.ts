import { createServer, type Server } from 'node:net';

/** A port was wanted that another program holds. */
class PortInUse extends Error {
  constructor(port: number, what: string) {
    super(
      `Port ${port} is in use by another program, so ${what} cannot listen there. Stop that program, or choose another port with --port.`,
    );
    this.name = 'PortInUse';
  }
}

/** Listens on loopback only, and says plainly when the port is taken. Port 0 is any free one. */
export const listenOnLoopback = (server: Server, port: number, what: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortInUse(port, what) : error),
    );
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });

const isFree = (port: number): Promise<boolean> => {
  const probe = createServer();
  // Without a host, as the database emulator listens: free on loopback alone is not enough for it.
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
};

/** The wanted port when it is free (addresses then stay the same from start to start), else 0: any free one. */
export const preferPort = async (wanted: number | undefined): Promise<number> =>
  wanted !== undefined && (await isFree(wanted)) ? wanted : 0;

/** A free port by its number, for a program that cannot choose one itself. */
export const freePort = async (): Promise<number> => {
  const probe = createServer();
  const port = await listenOnLoopback(probe, 0, 'an emulator');
  await new Promise((resolve) => probe.close(resolve));
  return port;
};
