import type { Fund, Restriction } from '../../domain/fund.ts';
import { pounds } from '../../domain/money-words.ts';
import { regionWords } from '../../domain/region-words.ts';
import type { Transfer, TransferBasis, TransferState } from '../../domain/transfer.ts';
import { groupText } from './groups.ts';
import type { StateWords } from './states.ts';

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

export const transferStateWords: Record<TransferState, StateWords> = {
  requested: { text: 'Waits for a second person', colour: 'yellow' },
  declined: { text: 'Declined', colour: 'grey' },
  withdrawn: { text: 'Taken back', colour: 'grey' },
  moving: { text: 'Moving', colour: 'teal' },
  done: { text: 'Done', colour: 'green' },
  standing: { text: 'Done; what comes free later follows', colour: 'green' },
};

/** On what ground the money may go there. */
export const transferBasisWords: Record<TransferBasis, string> = {
  unrestricted: 'No donor limited this money: it may be moved.',
  narrower: 'The fund it goes to is limited at least as much: every place it may pay for is one that donors gave for.',
  'secondary-purpose': 'It goes where donors were told that it would go when the aim is met or cannot be.',
};

/** How much is to move. */
export function transferSum({ amount, purpose }: Pick<Transfer, 'amount' | 'purpose'>): string {
  if (amount !== undefined) return pounds(amount);
  return purpose === 'closing' ? 'All that is free' : 'All that is past its spend-by date';
}
