/** Why a step of the way to a place costs anything at all. A step without a reason fails the bench. */
export const whyNeeded: ReadonlyMap<string, string> = new Map([]);
