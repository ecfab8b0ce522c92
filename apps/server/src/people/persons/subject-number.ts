import { luhnFits } from '@sotevarmenne/identifiers/luhn'
import type { Tx } from '#platform/db.ts'
import { keepSubjectNumber, nextSubjectSerial, subjectNumberStored } from './store.ts'

/**
 * The number of a person without registration number (OID 1.2.246.537.29), issued when first needed and
 * permanent. Eleven digits like a registration number, the first a 9, far from those of the registers; the
 * last is the Luhn check digit.
 */
export async function subjectNumberOf(tx: Tx, personId: string): Promise<string> {
  const stored = await subjectNumberStored(tx, personId)
  if (stored !== undefined) return stored

  const number = withCheckDigit(`9${String(await nextSubjectSerial(tx)).padStart(9, '0')}`)
  await keepSubjectNumber(tx, personId, number)
  return number
}

function withCheckDigit(digits: string): string {
  const check = Array.from('0123456789').find((digit) => luhnFits(`${digits}${digit}`))
  if (check === undefined) throw new Error('unreachable: no Luhn check digit fits')
  return `${digits}${check}`
}
