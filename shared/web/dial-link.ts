interface Line {
  readonly phone: string;
  /** What is written to a line that only reads text messages. */
  readonly text?: string | undefined;
}

/** Where a number leads on a telephone: to a call, or to a message that has been begun. */
export function dialLink({ phone, text }: Line): string {
  const number = phone.replace(/[^\d+]/g, '');
  return text === undefined ? `tel:${number}` : `sms:${number}?&body=${encodeURIComponent(text)}`;
}
