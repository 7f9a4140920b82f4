import { dayInWords } from '../../domain/date-words.ts';
import { pounds } from '../../domain/money-words.ts';
import { registrationWords } from '../../domain/registration-words.ts';
import type { CharitySettings } from '../../domain/settings.ts';
import type { LetterData } from '../interface.ts';
import { facts, greet, type LetterBody, paragraph } from '../letter-body.ts';

/**
 * The receipt. It says nothing of anybody's therapy, nor when: a date could tell the giver who was helped. The words on
 * tax are those a declaration has to come with (HMRC, “Gift Aid declarations: claiming tax back on donations”).
 */
export function donorThankYou(data: LetterData['donor-thank-you'], settings: CharitySettings): LetterBody {
  const { charity, giving } = settings;
  return {
    subject: `Thank you for your gift: receipt ${data.receiptNumber}`,
    greeting: greet(data.donorName),
    blocks: [
      paragraph(
        `Thank you for your gift of ${pounds(data.amount)}. It helps to pay for therapy for people who could not pay for it themselves.`,
      ),
      facts(
        ['Receipt number', data.receiptNumber],
        ['Amount', pounds(data.amount)],
        ['Received on', dayInWords(data.collectedOn)],
        ['Given to', data.fundName],
        ['Gift Aid', data.giftAidDeclared ? 'declared' : 'not declared'],
        ...(data.byCard ? [['On your card statement', giving.statementDescriptor] as const] : []),
      ),
      ...(data.giftAidDeclared
        ? [
            paragraph(
              'You told us that we may claim Gift Aid on this gift. For every £1 you gave, HM Revenue and Customs (HMRC) pays us 25p more, at no cost to you. If you pay less Income Tax and Capital Gains Tax in a tax year than the Gift Aid claimed on all your gifts in that year, it is your responsibility to pay the difference.',
            ),
            paragraph(
              `Please write to ${charity.email} if you want to cancel your declaration, if your name or home address changes, or if you no longer pay enough tax.`,
            ),
          ]
        : []),
      paragraph(
        'Your gift is used for whoever is next in turn. To protect the people who come to us, we never say whom a gift has helped. From time to time we tell everybody who gives what all gifts together have done.',
      ),
      paragraph('Please keep this email: it is your receipt.'),
    ],
    signature: [
      charity.name,
      `Registered charity ${registrationWords(charity)}`,
      charity.address,
      `Telephone ${charity.phone}`,
    ],
  };
}
