import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Charge, ChargedItem } from './contract.ts'
import type { ChargesDeps } from './deps.ts'

type Deps = Pick<ChargesDeps, 'cards' | 'certificateNamesOf' | 'pointsByIds'>

type SubjectOf<Kind extends Charge['subject']['kind']> = Extract<
  Charge['subject'],
  { readonly kind: Kind }
>

const subjectsOf = <Kind extends Charge['subject']['kind']>(
  charges: readonly Charge[],
  kind: Kind,
): readonly SubjectOf<Kind>[] =>
  charges.map(({ subject }) => subject).filter((one): one is SubjectOf<Kind> => one.kind === kind)

/** By charge id; what no longer has data of its own is left out. */
export async function chargedItems(
  { cards, certificateNamesOf, pointsByIds }: Deps,
  tx: Tx,
  charges: readonly Charge[],
): Promise<ReadonlyMap<string, ChargedItem>> {
  const numbers = await cards.numbersOfCharged(tx, subjectsOf(charges, 'card'))
  const names = await certificateNamesOf(
    tx,
    subjectsOf(charges, 'certificate').map(({ applicationId }) => applicationId),
  )
  const points = await pointsByIds(
    tx,
    subjectsOf(charges, 'visit').map(({ pointId }) => pointId),
  )
  const itemOf = (subject: Charge['subject']): ChargedItem => {
    switch (subject.kind) {
      case 'card': {
        const cardNumber = numbers.get(subject.cardId)
        return cardNumber === undefined ? {} : { cardNumber }
      }
      case 'certificate': {
        const certificateName = names.get(subject.applicationId)
        return certificateName === undefined ? {} : { certificateName }
      }
      case 'visit': {
        const pointName = points.get(subject.pointId)?.name
        return pointName === undefined ? {} : { pointName }
      }
    }
  }
  return new Map(charges.map(({ chargeId, subject }) => [chargeId, itemOf(subject)]))
}

/** Names of the holders of charged cards by card id, for a member of the employer; each is recorded. */
export const chargedHolders = (
  { cards }: Deps,
  tx: Tx,
  permit: Permit,
  {
    organisationId,
    charges,
  }: { readonly organisationId: string; readonly charges: readonly Charge[] },
): Promise<ReadonlyMap<string, string>> =>
  cards.holdersOfCharged(tx, permit, { organisationId, charged: subjectsOf(charges, 'card') })
