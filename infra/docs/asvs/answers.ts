import { gaps } from './gaps.ts';
import type { Answers } from './judge.ts';
import { notApplying } from './not-applying.ts';
import { shown } from './shown.ts';

/** All that is said of requirements beside what tests cite. */
export const answers: Answers = {
  notApplying,
  shown,
  gaps,
  limits: {
    '3.7.2': 'the payment page is the only other site, and its address is the payment provider’s answer.',
    '6.2.4': 'that Cognito keeps what the template asks of it.',
    '6.2.12': 'that Cognito keeps what the template asks of it.',
    '6.3.3':
      'therapists come by a mailed link and clients by a code: one factor each, for the reasons in [security](security.md).',
    '6.5.1':
      'a client’s code works as long as their request does, and a draft’s as long as the draft; links work once.',
    '6.8.4': 'which factors were used is not in Cognito’s token; the directory demands two of everybody.',
    '7.6.2': 'that Cognito’s pages ask as they are told: no test here meets them.',
    '10.4.1': 'that Cognito compares addresses letter by letter.',
    '12.1.2': 'which suites those are is CloudFront’s to say.',
    '13.2.1': 'the payment provider’s key is one that lasts until somebody replaces it.',
    '14.2.1':
      'a link in a mail carries its token in the address, for the one request that answers with a cookie and a clean address.',
    '14.2.4': 'what is to be deleted by a clock, see 14.2.7.',
    '15.3.2': 'the clients of AWS and of the payment provider, which follow none by their own making.',
    '16.2.3': 'what AWS keeps of its own services, which the account decides.',
    '16.3.1': 'which factors were used: Cognito’s own log has them.',
    '16.3.3':
      'which check said no, but for its status and route; the firewall counts what it turns away and names nobody.',
    '16.4.2': 'what an administrator of the account could do.',
  },
};
