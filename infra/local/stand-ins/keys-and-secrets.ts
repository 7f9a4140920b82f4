import { createCallerOf } from '../functions/credentials.ts';
import type { Tell } from '../functions/function-log.ts';
import type { Gate } from '../gate/gate.ts';
import { exceptionOf } from '../gate/refusals.ts';
import { listenOnLoopback } from '../processes/ports.ts';
import { KEY, KEY_ALIAS, SECRET } from '../template/known/secrets.ts';
import type { Template } from '../template/template.ts';
import { createJsonService, ServiceError } from './json-protocol.ts';
import { createKeyService } from './key-service.ts';
import { createSecretsService } from './secrets.ts';

/** One address for the two services, which share a protocol; and for every other one, which is refused there. */
export const startKeysAndSecrets = async (
  template: Template,
  instead: Record<string, Record<string, string>>,
  files: { keys: string; secrets: string },
  functionNames: string[],
  gate: Gate,
  tell: Tell,
): Promise<{ url: string; stop: () => void }> => {
  const keys = template.every(KEY).map(({ ref, attribute }) => ({ keyId: ref(), arn: attribute('Arn') }));
  const aliases = template
    .every(KEY_ALIAS)
    .map(({ properties }) => ({ name: properties.AliasName, target: properties.TargetKeyId }));
  const secrets = template.every(SECRET).map(({ name, ref, properties }) => ({ name, arn: ref(), properties }));
  const callerOf = createCallerOf(functionNames);
  const server = createJsonService(
    { ...createKeyService(keys, aliases, files.keys), ...createSecretsService(secrets, instead, files.secrets) },
    (authorization) => (action, resource) => {
      const refusal = gate.check(authorization, () => [{ action, resource }]);
      if (refusal !== undefined) throw new ServiceError(exceptionOf(refusal), refusal.message);
    },
    (accessKey, target, { code, message }) => {
      const caller = callerOf(accessKey) ?? 'an unknown caller';
      tell(`${caller}: ${target} was refused: ${code} ${message}`.trimEnd());
    },
  );
  const port = await listenOnLoopback(server, 0, 'the stand-in for keys and secrets');
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
