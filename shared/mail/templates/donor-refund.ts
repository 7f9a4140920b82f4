import { pounds } from '../../domain/money-words.ts';
import { registrationWords } from '../../domain/registration-words.ts';
import type { CharitySettings } from '../../domain/settings.ts';
import type { LetterData } from '../interface.ts';
import { facts, greet, type LetterBody, paragraph } from '../letter-body.ts';

/**
 * Money that goes back. It does not say why: the reason is for the books, and the donor knows it or asks. That places are
 * kept is true of every refund and tells of no one place.
 */
export function donorRefund(data: LetterData['donor-refund'], settings: CharitySettings): LetterBody {
  const { charity } = settings;
  const sum = pounds(data.amount);
  return {
    subject: `${sum} of your gift is on its way back to you`,
    greeting: greet(data.donorName),
    blocks: [
      paragraph(`We are giving back ${sum} of your gift. It goes back the way it came.`),
      facts(
        ['Receipt number', data.receiptNumber],
        ['Given back', sum],
        ['To', data.byCard ? 'the card or account you paid with' : 'your bank account'],
      ),
      paragraph(
        data.byCard
          ? 'With most banks it takes five to ten working days until you see it.'
          : 'We send it from our bank in the next few days. If we do not know your account we get in touch with you first.',
      ),
      ...(data.giftAidDeclared
        ? [
            paragraph(
              'We put right the Gift Aid on this gift with HM Revenue and Customs (HMRC). There is nothing you need to do.',
            ),
          ]
        : []),
      paragraph('Places in therapy that were promised are kept: nobody loses theirs because of this.'),
      paragraph(
        `If you did not expect this, please write to ${charity.email} or call ${charity.phone}. Thank you for having thought of somebody you will never meet.`,
      ),
    ],
    signature: [
      charity.name,
      `Registered charity ${registrationWords(charity)}`,
      charity.address,
      `Telephone ${charity.phone}`,
    ],
  };
}
