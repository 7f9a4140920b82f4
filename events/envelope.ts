import * as z from 'zod';
import { Instant } from './values.ts';

/** Every fact's `source`: where it comes from, for whoever hears several systems. */
export const source = '/sponsored-places';

/**
 * CloudEvents 1.0 in structured mode (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md).
 * `id` is unique for one source and stays the same however often a fact is sent again.
 */
export const Envelope = z.lazy(() =>
  z.strictObject({
    specversion: z.literal('1.0'),
    id: z.string().regex(/^[\w./:-]{1,400}$/),
    source: z.literal(source),
    type: z.string().regex(/^uk\.sponsored-places\.[a-z-]+\.[a-z-]+\.v[0-9]+$/),
    /** What the fact is about, as `<entity>/<id>`: no more fit to carry a name or an address than the data is. */
    subject: z.string().regex(/^[a-z-]+\/[0-9a-z_]{1,100}$/),
    time: Instant,
    datacontenttype: z.literal('application/json'),
    data: z.unknown(),
  }),
);
export type Envelope = z.infer<typeof Envelope>;
