/**
 * Limits and codes of the professional card, for operators to look up and change, separate from the rules
 * that use them.  Sources: FINEID S2 (a personal certificate is valid for at most five years); Kanta's page
 * on the identification code (yksilöintitunnus, OID 1.2.246.537.25) for the professions that have one;
 * Valvira's notices on cards without it, which could not sign a prescription. The codes of rights are those
 * of the example registers: a service connected to Terhikki uses here the codes of the national list “Valvira
 * – Ammattioikeudet” (1.2.246.537.6.140).
 */
export const professionalCard = {
  maxYears: 5,
  /** Rights that require an identification code (Doctor ID); without it no card. */
  rightsThatDemandDoctorId: [
    { register: 'TERHIKKI', code: 'T20', holders: 'physicians' },
    { register: 'TERHIKKI', code: 'T21', holders: 'medical students with a limited right' },
    { register: 'TERHIKKI', code: 'T22', holders: 'dentists' },
    { register: 'TERHIKKI', code: 'T23', holders: 'dental hygienists' },
    { register: 'TERHIKKI', code: 'T31', holders: 'opticians' },
  ],
} as const
