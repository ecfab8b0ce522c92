/**
 * The professional card in figures and codes: what an operator looks up and changes, apart from the rules that use it.
 *
 * Sources: FINEID S2 (a personal certificate lives at most five years); Kanta's page on the identification code
 * (yksilöintitunnus, OID 1.2.246.537.25) for the professions that have one; Valvira's notices on cards without it,
 * which could not sign a prescription. The codes of rights are those of the example registers: a service that is
 * joined to Terhikki writes here the codes of the national list “Valvira – Ammattioikeudet” (1.2.246.537.6.140).
 */
export const professionalCard = {
  longestYears: 5,
  /** Rights whose holders have an identification code (Doctor ID); without it no card. */
  rightsThatDemandDoctorId: [
    { register: 'TERHIKKI', code: 'T20', holders: 'physicians' },
    { register: 'TERHIKKI', code: 'T21', holders: 'medical students with a limited right' },
    { register: 'TERHIKKI', code: 'T22', holders: 'dentists' },
    { register: 'TERHIKKI', code: 'T23', holders: 'dental hygienists' },
    { register: 'TERHIKKI', code: 'T31', holders: 'opticians' },
  ],
} as const
