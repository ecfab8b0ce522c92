import type { Address } from '#people/persons/contract.ts'
import type { Identification } from '#points/identification/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { OrdersDeps } from './deps.ts'
import { ordersOf } from './store.ts'

/** What orders keep of their holder beside what is shown of them. Gone once it is erased, or under non-disclosure. */
export type OrderPapers = {
  readonly orderId: string
  /** The document that was seen; of a renewal there is none. */
  readonly identification?: Identification
  readonly letterTo: Address | 'registration-point'
}

/** For the holder's own download: whoever asks records why. */
export const papersOf =
  ({ sealing }: Pick<OrdersDeps, 'sealing'>) =>
  async (tx: Tx, personId: string): Promise<readonly OrderPapers[]> =>
    (await ordersOf(tx, sealing, personId)).map(({ content }) => ({
      ...{ orderId: content.orderId, letterTo: content.letterTo },
      ...('identification' in content && { identification: content.identification }),
    }))
