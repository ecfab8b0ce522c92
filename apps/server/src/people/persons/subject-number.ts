import { luhnFits } from '@sotevarmenne/identifiers/luhn'
import type { Tx } from '#platform/db.ts'
import { keepSubjectNumber, nextSubjectSerial, subjectNumberKept } from './store.ts'

/**
 * The number of a person who is in no register of professionals (OID 1.2.246.537.29), given at first need and kept for
 * ever. Eleven digits as a registration number has, the first a 9, which those of the registers are far from; the last is
 * the Luhn check.
 */
export async function subjectNumberOf(tx: Tx, personId: string): Promise<string> {
  const kept = await subjectNumberKept(tx, personId)
  if (kept !== undefined) return kept

  const number = withCheckDigit(`9${String(await nextSubjectSerial(tx)).padStart(9, '0')}`)
  await keepSubjectNumber(tx, personId, number)
  return number
}

function withCheckDigit(digits: string): string {
  const check = Array.from('0123456789').find((digit) => luhnFits(`${digits}${digit}`))
  if (check === undefined) throw new Error('one of ten digits fits')
  return `${digits}${check}`
}
