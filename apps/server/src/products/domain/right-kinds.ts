/**
 * Kinds of right whose holders have an identification code (Doctor ID): physicians, dentists, prescribing nurses,
 * hygienists, opticians, students after their fourth year (domain of the code list “Valvira – Ammattioikeudet”).
 * Without the code their cards could not sign a prescription, so a card is refused until the register has it.
 */
const codesThatDemandDoctorId: ReadonlySet<string> = new Set(['001', '034'])

export const demandsDoctorId = (right: {
  readonly register: 'TERHIKKI' | 'SUOSIKKI'
  readonly code: string
}): boolean => right.register === 'TERHIKKI' && codesThatDemandDoctorId.has(right.code)
