import { CfnParameter, type Stack } from 'aws-cdk-lib';
import { type Binding, plain } from './bindings.ts';

/** What differs where everybody comes from one machine, and scripts do the reading: the same template runs there. */
const parameters = {
  VisitorsPerAddress: ['1', 'How many people may stand behind one address before it is asked to wait'],
  LeastFormSeconds: ['2', 'What comes back sooner after a form was shown, nobody can have read'],
} as const;

const bind = (stack: Stack, id: keyof typeof parameters): Binding => {
  const [byDefault, description] = parameters[id];
  return plain(new CfnParameter(stack, id, { type: 'String', default: byDefault, description }).valueAsString);
};

export const bindVisitorsPerAddress = (stack: Stack): Binding => bind(stack, 'VisitorsPerAddress');
export const bindLeastFormSeconds = (stack: Stack): Binding => bind(stack, 'LeastFormSeconds');
