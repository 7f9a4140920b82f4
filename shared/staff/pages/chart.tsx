import type { Content } from '../../web/components/content.ts';

/*
 * Charts are drawn on the server: no script, no styles of their own. What they tell apart they tell by lightness and
 * pattern, never by colour alone, so that they can be read in grey; a table beside each has every number.
 */

const width = 640;
const height = 320;
const right = 16;
const top = 16;
const bottom = 48;
const ink = '#1d2a28';
const faint = '#cdc6b9';

/** Coordinates with one decimal: enough for a screen, and the same on every machine. */
export const at = (value: number): string => value.toFixed(1);

/** A step between marks that people count in (1, 2 or 5 and noughts), so that there are at most six marks. */
function stepOf(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most / 5)));
  return [1, 2, 5, 10].map((digit) => digit * power).find((step) => most / step <= 5) ?? most;
}

/** Where amounts and places along the bottom stand in a chart. */
export interface Scale {
  readonly left: number;
  readonly floor: number;
  readonly end: number;
  readonly marks: readonly number[];
  readonly y: (amount: number) => number;
}

/**
 * The scale of a chart that shows no more than `most`.
 * @param left room for the words of the marks
 */
export function scaleUpTo(most: number, left = 48): Scale {
  const step = stepOf(Math.max(1, most));
  const last = Math.ceil(Math.max(1, most) / step) * step;
  return {
    left,
    floor: height - bottom,
    end: width - right,
    marks: Array.from({ length: last / step + 1 }, (_, index) => index * step),
    y: (amount) => top + (1 - amount / last) * (height - top - bottom),
  };
}

export interface ChartProps {
  /** Of this chart alone on its page; its patterns are named after it. */
  readonly id: string;
  readonly title: string;
  /** What it shows, in a sentence or two, for who does not see it. */
  readonly description: string;
  readonly scale: Scale;
  readonly markText: (mark: number) => string;
  readonly below: readonly { readonly x: number; readonly text: string; readonly second?: string | undefined }[];
  /** What the words along the bottom count. */
  readonly unit?: string | undefined;
  readonly children: Content;
}

/** What every chart has around what it shows: its name, its marks, and the words along the bottom. */
export function Chart({ id, title, description, scale, markText, below, unit, children }: ChartProps) {
  const { left, floor, end, marks, y } = scale;
  return (
    <svg
      class="chart"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-description`}
      xmlns="http://www.w3.org/2000/svg"
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-description`}>{description}</desc>
      <Patterns id={id} />
      {marks.map((mark) => (
        <>
          <line x1={left} x2={end} y1={at(y(mark))} y2={at(y(mark))} stroke={faint} stroke-width="1" />
          <text x={left - 8} y={at(y(mark) + 5)} text-anchor="end" font-size="16" fill={ink}>
            {markText(mark)}
          </text>
        </>
      ))}
      {children}
      <line x1={left} x2={end} y1={floor} y2={floor} stroke={ink} stroke-width="2" />
      {below.map(({ x, text, second }) => (
        <>
          <text x={at(x)} y={floor + 22} text-anchor="middle" font-size="16" fill={ink}>
            {text}
          </text>
          {second === undefined ? null : (
            <text x={at(x)} y={floor + 42} text-anchor="middle" font-size="16" fill={ink}>
              {second}
            </text>
          )}
        </>
      ))}
      {unit === undefined ? null : (
        <text x={end} y={height - 4} text-anchor="end" font-size="16" fill={ink}>
          {unit}
        </text>
      )}
    </svg>
  );
}

/** How a part of a bar is filled: told apart without colour. */
export type Fill = 'dark' | 'hatched' | 'light';

const fillOf = (id: string, fill: Fill): string =>
  fill === 'dark' ? ink : fill === 'light' ? '#ffffff' : `url(#${id}-hatched)`;

const Patterns = ({ id }: { readonly id: string }) => (
  <defs>
    <pattern id={`${id}-hatched`} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="7" height="7" fill="#ffffff" />
      <line x1="0" x2="0" y1="0" y2="7" stroke={ink} stroke-width="5" />
    </pattern>
  </defs>
);

interface BarProps {
  /** That of its chart. */
  readonly id: string;
  readonly scale: Scale;
  readonly x: number;
  readonly width: number;
  /** From the bottom up. */
  readonly parts: readonly { readonly amount: number; readonly fill: Fill }[];
}

/** Amounts one on the other; nothing stands for an amount of nought or less. */
export function Bar({ id, scale, x, width: wide, parts }: BarProps) {
  let below = 0;
  return (
    <>
      {parts.map(({ amount, fill }) => {
        const shown = Math.max(0, amount);
        const [from, to] = [scale.y(below), scale.y(below + shown)];
        below += shown;
        return shown === 0 ? null : (
          <rect
            x={at(x)}
            y={at(to)}
            width={at(wide)}
            height={at(from - to)}
            fill={fillOf(id, fill)}
            stroke={ink}
            stroke-width="1.5"
          />
        );
      })}
    </>
  );
}

/** What each filling stands for. */
export const Key = ({ id, of }: { readonly id: string; readonly of: readonly (readonly [Fill, string])[] }) => (
  <ul class="govuk-list govuk-!-font-size-16">
    {of.map(([fill, text]) => (
      <li>
        <svg width="26" height="16" viewBox="0 0 26 16" aria-hidden="true" focusable="false">
          <rect x="1" y="1" width="24" height="14" fill={fillOf(id, fill)} stroke={ink} stroke-width="1.5" />
        </svg>{' '}
        {text}
      </li>
    ))}
  </ul>
);
