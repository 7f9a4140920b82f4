import type { Fund, Restriction } from '../../../shared/domain/fund.ts';
import { regionWords } from '../../../shared/domain/region-words.ts';
import { groupText } from './groups.ts';

export const fundKindWords: Record<Fund['kind'], string> = {
  unrestricted: 'Unrestricted: for whoever is next',
  designated: 'Designated: set aside by the trustees, who may change it',
  restricted: 'Restricted: donors gave it for this purpose, and it binds us',
};

/** Which places a fund may pay for, in people’s words. */
export function restrictionWords({ groups, regions, campaign }: Restriction): string {
  const limits = [
    groups.length === 0 ? 'anything people ask help with' : groups.map(groupText).join(', or '),
    regions.length === 0 ? 'anywhere' : regions.map((region) => regionWords[region]).join(', '),
    ...(campaign === undefined ? [] : [`given for the appeal “${campaign}”`]),
  ];
  const text = limits.join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
