/** Limits of the professional card. Source: FINEID S2 (a personal certificate is valid for at most five years). */
export const professionalCard = { maxYears: 5 } as const
