import { Input, type InputProps } from './input.tsx';

type PoundsInputProps = Omit<InputProps, 'type' | 'inputmode' | 'prefix'>;

/** A sum in pounds, with or without pence: a telephone shows digits and the point. */
export const PoundsInput = ({ classes = 'govuk-input--width-10', ...props }: PoundsInputProps) => (
  <Input {...props} prefix="£" inputmode="decimal" classes={classes} />
);
