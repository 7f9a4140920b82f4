/**
 * Gives the date format of a time zone, made when it is first asked for and kept: making one takes as long as using it
 * seventy times, and made as a module begins it would cost every start of a function.
 */
export function formatByZone(options: Intl.DateTimeFormatOptions): (timeZone: string) => Intl.DateTimeFormat {
  const formats = new Map<string, Intl.DateTimeFormat>();
  return (timeZone) => {
    const known = formats.get(timeZone);
    if (known !== undefined) return known;
    const made = new Intl.DateTimeFormat('en-GB', { ...options, timeZone });
    formats.set(timeZone, made);
    return made;
  };
}
