/**
 * What the front of the site puts on every request, whatever a visitor sent of the same name: its own secret, and where
 * the visitor comes from.
 */
export const frontHeaders = { secret: 'x-front-secret', visitor: 'x-visitor-address' } as const;
