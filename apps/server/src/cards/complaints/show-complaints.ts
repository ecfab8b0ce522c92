import type { ComplaintView } from '@sotevarmenne/api/complaints'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import type { Tx } from '#platform/db.ts'
import type { ComplaintsDeps } from './deps.ts'
import { registrarMay, type Requester, type Complaint } from './domain/complaint.ts'

export async function showComplaint(
  { people }: Pick<ComplaintsDeps, 'people'>,
  tx: Tx,
  complaint: Complaint,
  by: Requester,
): Promise<ComplaintView> {
  const person = await people.findPerson(tx, complaint.holder)
  if (!person) throw new Error('complaint without a holder')
  const { cardId, product, lastDigits, chipSerial, fault, damagedInUse } = complaint
  return {
    complaintId: complaint.complaintId,
    createdAt: formatInstant(complaint.createdAt),
    card: { cardId, product, lastDigits },
    holder: {
      personId: person.personId,
      givenNames: person.givenNames,
      surname: person.surname,
    },
    ...{ chipSerial, fault, damagedInUse },
    replacement: complaint.replacement,
    state: complaint.state,
    may: registrarMay(complaint, by),
  }
}
