/** Somebody whose every field is marked: found anywhere, it says whose it is and which field. */
export interface Marked {
  readonly owner: string;
  readonly fields: Readonly<Record<string, string>>;
}

// Letters beyond ASCII and an apostrophe, so that what is escaped or encoded on its way looks otherwise there.
export const marked = {
  client: {
    name: "Zoë Quillonmark O'Hare",
    email: 'zoe.quillonmark@example.org',
    phone: '07700 900871',
    postcode: 'LS6 2ZQ',
  },
  'referred client': {
    name: 'Bríd Referredmark',
    email: 'brid.referredmark@example.org',
    phone: '07700 900872',
    postcode: 'LS6 4XJ',
  },
  referrer: {
    name: 'Dr Ælfric Refermark',
    email: 'aelfric.refermark@example.org',
    phone: '01632 960873',
    organisation: 'Surgerymark & Partners',
  },
  donor: {
    name: 'Søren Givermark',
    email: 'soren.givermark@example.org',
    address: '7 Addressmark Row',
    postcode: 'BD1 5QX',
  },
  'giver by post': { name: 'Núria Postmark', email: 'nuria.postmark@example.org' },
  'first therapist': {
    name: 'Tómas Firstmark',
    email: 'tomas.firstmark@example.org',
    phone: '01632 960874',
  },
  'second therapist': {
    name: 'Ingrid Secondmark',
    email: 'ingrid.secondmark@example.org',
    phone: '01632 960875',
  },
  /** What people put where something else was asked. */
  'mistaken answers': {
    'for a number': 'wrongnumbermark@example.org',
    'for a choice': 'Wrongchoicemark Person',
    'for a reference': 'Wrongreferencemark Person',
    'for a code': 'Wrongcodemark Person',
    'in a field that no page has': 'Strangefieldmark Person',
    'in an address': 'Wrongaddressmark Person',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

export const owners: readonly Marked[] = Object.entries(marked).map(([owner, fields]) => ({ owner, fields }));
