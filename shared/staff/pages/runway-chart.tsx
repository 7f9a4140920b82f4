import type { RunwayPoint } from '../../domain/runway.ts';
import { at, Chart, scaleUpTo } from './chart.tsx';

/** The runway: a band from low to high, and the middle as a line. */
export function RunwayChart({
  points,
  summary,
}: {
  readonly points: readonly RunwayPoint[];
  readonly summary: string;
}) {
  const scale = scaleUpTo(Math.max(...points.map(({ high }) => high)));
  const last = Math.max(1, points.length - 1);
  const x = (months: number): number => scale.left + (months / last) * (scale.end - scale.left);
  const line = (of: 'low' | 'middle' | 'high', some: readonly RunwayPoint[] = points): string =>
    some.map((point) => `${at(x(point.monthsAhead))},${at(scale.y(point[of]))}`).join(' ');
  return (
    <Chart
      id="runway"
      title="Whole places that the pool can promise, by months from now"
      description={`${summary} The table below has every number.`}
      scale={scale}
      markText={String}
      below={points.map(({ monthsAhead }) => ({
        x: x(monthsAhead),
        text: monthsAhead === 0 ? 'now' : String(monthsAhead),
      }))}
      unit="months from now"
    >
      <polygon points={`${line('high')} ${line('low', points.toReversed())}`} fill="#cfcfcf" />
      <polyline points={line('high')} fill="none" stroke="#4b5a57" stroke-width="2" stroke-dasharray="2 4" />
      <polyline points={line('low')} fill="none" stroke="#4b5a57" stroke-width="2" stroke-dasharray="8 4" />
      <polyline points={line('middle')} fill="none" stroke="#1d2a28" stroke-width="3" />
    </Chart>
  );
}
