import type { LetterAddress } from '#people/persons/contract.ts'
import type { Identification } from '#points/identification/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { OrdersDeps } from './deps.ts'
import { ordersOf } from './store.ts'

/** What orders store of their holder besides what is shown. Absent once erased, or under non-disclosure. */
export type OrderAgreements = {
  readonly orderId: string
  /** The document that was seen; a renewal has none. */
  readonly identification?: Identification
  readonly letterTo: LetterAddress | 'registration-point'
}

/** For the holder's own data export: the caller records why. */
export const agreementsOf =
  ({ sealing }: Pick<OrdersDeps, 'sealing'>) =>
  async (tx: Tx, personId: string): Promise<readonly OrderAgreements[]> =>
    (await ordersOf(tx, sealing, personId)).map(({ content }) => ({
      ...{ orderId: content.orderId, letterTo: content.letterTo },
      ...('identification' in content && { identification: content.identification }),
    }))
