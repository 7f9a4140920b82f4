import { expect, it } from 'vitest';
import { dialLink } from './dial-link.ts';

it('leads to a call, and to a message where nobody answers calls', () => {
  expect(dialLink({ phone: '0808 157 0142' })).toBe('tel:08081570142');
  expect(dialLink({ phone: '+44 (0)113 496 0000' })).toBe('tel:+4401134960000');
  expect(dialLink({ phone: '85258', text: 'SHOUT' })).toBe('sms:85258?&body=SHOUT');
});
