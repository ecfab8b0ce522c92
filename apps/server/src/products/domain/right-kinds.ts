/**
 * Kinds of right whose holders have an identification code (Doctor ID): physician, medical student with a limited right,
 * dentist, dental hygienist, optician. Without it their cards could not sign a prescription, so a card is refused until
 * the register has it. The codes are those of the example registers; the national code list has its own.
 */
const codesThatDemandDoctorId: ReadonlySet<string> = new Set(['T20', 'T21', 'T22', 'T23', 'T31'])

export const demandsDoctorId = (right: {
  readonly register: 'TERHIKKI' | 'SUOSIKKI'
  readonly code: string
}): boolean => right.register === 'TERHIKKI' && codesThatDemandDoctorId.has(right.code)
