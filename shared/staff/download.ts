import type { Visit } from './visit.ts';

/**
 * Answers with a file that is saved, not shown. Like every page it is never kept on the way (`no-store`).
 * @param name without its ending; of our own words only
 */
export const downloadCsv = ({ c }: Visit, name: string, csv: string): Response =>
  c.body(csv, 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${name.replaceAll(/[^\w.-]+/g, '-')}.csv"`,
    'Cache-Control': 'no-store',
  });
