import { untilKept } from '../emulators/database.ts';
import type { EmulatorPlaces } from '../emulators/launch.ts';
import type { Tell } from '../functions/function-log.ts';
import type { Mappings } from '../template/read-functions.ts';
import { readLogs, readRolesOfFunctions, readRolesOfSchedules, readTableKeys } from '../template/read-roles.ts';
import type { Template } from '../template/template.ts';
import type { Place, ReadCall } from './call.ts';
import { type CallOfAws, callsOfAws, refuseIdleSchedules, refuseMissingGrants } from './called-by-aws.ts';
import { type Front, startFront } from './front.ts';
import { createGate, type Gate } from './gate.ts';
import { readMailCall } from './mail-calls.ts';
import { readQueueCall } from './queue-calls.ts';
import { inJson, inXml, type WriteRefusal } from './refusals.ts';
import { readTableCall } from './table-calls.ts';

export type OpenGate = Gate & {
  /** What AWS does with the functions' roles, and the runner here: granted, and called by no function. */
  calledByAws: (mappings: Mappings) => CallOfAws[];
  /** The key of each table, which whoever uses the table uses through it, by the ARNs of both. */
  tableKeys: () => [table: string, key: string][];
  /** Throws where a role lacks what AWS itself needs of it. */
  refuseMissingGrants: (mappings: Mappings) => void;
  /** Puts a front before a service; what comes back is where functions find it. */
  before: (service: keyof EmulatorPlaces, url: string) => Promise<string>;
  stop: () => void;
};

/** The gate of a template. */
export const openGate = (template: Template, place: Place, tell: Tell): OpenGate => {
  const roles = readRolesOfFunctions(template);
  const tableKeys = readTableKeys(template);
  const gate = createGate(roles, place.account, tell);
  const fronts: Front[] = [];
  const manners: Record<keyof EmulatorPlaces, [ReadCall, WriteRefusal]> = {
    database: [readTableCall(place, tableKeys), inJson(400)],
    queues: [readQueueCall(place), inJson(403)],
    mailbox: [readMailCall(place), inXml],
  };
  const calledByAws = (mappings: Mappings) =>
    callsOfAws({ roles, mappings, logs: readLogs(template), tableKeys, ...place });

  return {
    ...gate,
    calledByAws,
    tableKeys: () => [...tableKeys],
    refuseMissingGrants: (mappings) => {
      refuseMissingGrants(roles, calledByAws(mappings));
      refuseIdleSchedules(readRolesOfSchedules(template));
    },
    before: async (service, url) => {
      const settled = service === 'database' ? untilKept(url, place.region) : undefined;
      const front = await startFront(url, gate, ...manners[service], settled);
      fronts.push(front);
      return front.url;
    },
    stop: () => {
      for (const { stop } of fronts) stop();
    },
  };
};
