/** `9am`, of an hour of the day. */
export const clockHour = (hour: number): string => `${hour % 12 || 12}${hour % 24 < 12 ? 'am' : 'pm'}`;
