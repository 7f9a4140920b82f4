import type { RunwayPoint } from '../../domain/runway.ts';

const width = 640;
const height = 320;
const left = 48;
const right = 16;
const top = 16;
const bottom = 48;

/** A step between marks that people count in, so that there are at most six. */
function stepOf(most: number): number {
  const steps = [1, 2, 5].flatMap((digit) => [1, 10, 100, 1_000, 10_000].map((power) => digit * power));
  return steps.toSorted((a, b) => a - b).find((step) => most / step <= 5) ?? most;
}

/** Coordinates with one decimal: enough for a screen, and the same on every machine. */
const at = (value: number): string => value.toFixed(1);

/** Where things stand in the chart: months to the right, places upwards. */
function scalesOf(points: readonly RunwayPoint[]) {
  const most = Math.max(1, ...points.map(({ high }) => high));
  const step = stepOf(most);
  const end = Math.ceil(most / step) * step;
  const last = Math.max(1, points.length - 1);
  return {
    x: (months: number) => left + (months / last) * (width - left - right),
    y: (places: number) => top + (1 - places / end) * (height - top - bottom),
    marks: Array.from({ length: end / step + 1 }, (_, index) => index * step),
  };
}

/**
 * The runway drawn on the server: a band from low to high, and the middle as a line. It is told apart by lightness and
 * by line, never by colour alone; the table beside it has every number.
 */
export function RunwayChart({ points, label }: { readonly points: readonly RunwayPoint[]; readonly label: string }) {
  const { x, y, marks } = scalesOf(points);
  const line = (of: 'low' | 'middle' | 'high', some: readonly RunwayPoint[] = points): string =>
    some.map((point) => `${at(x(point.monthsAhead))},${at(y(point[of]))}`).join(' ');
  const floor = height - bottom;
  return (
    <svg
      class="chart"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
      xmlns="http://www.w3.org/2000/svg"
    >
      {marks.map((mark) => (
        <>
          <line x1={left} x2={width - right} y1={at(y(mark))} y2={at(y(mark))} stroke="#cdc6b9" stroke-width="1" />
          <text x={left - 8} y={at(y(mark) + 5)} text-anchor="end" font-size="16" fill="#1d2a28">
            {mark}
          </text>
        </>
      ))}
      <polygon points={`${line('high')} ${line('low', points.toReversed())}`} fill="#cfcfcf" />
      <polyline points={line('high')} fill="none" stroke="#4b5a57" stroke-width="2" stroke-dasharray="2 4" />
      <polyline points={line('low')} fill="none" stroke="#4b5a57" stroke-width="2" stroke-dasharray="8 4" />
      <polyline points={line('middle')} fill="none" stroke="#1d2a28" stroke-width="3" />
      <line x1={left} x2={width - right} y1={floor} y2={floor} stroke="#1d2a28" stroke-width="2" />
      {points.map(({ monthsAhead }) => (
        <text x={at(x(monthsAhead))} y={floor + 22} text-anchor="middle" font-size="16" fill="#1d2a28">
          {monthsAhead === 0 ? 'now' : monthsAhead}
        </text>
      ))}
      <text x={width - right} y={height - 4} text-anchor="end" font-size="16" fill="#1d2a28">
        months from now
      </text>
    </svg>
  );
}
