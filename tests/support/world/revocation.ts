import type { SerialNumber } from '../../../apps/server/src/pki/issuance/contract.ts'
import type { CardView } from '@sotevarmenne/api/cards'
import { aPermit } from '../operation/permit.ts'
import type { Subject } from './history.ts'

/** Of a card in use the signature certificate alone is revoked, as only the CA could do it. */
export const revokeSignature = (cardOf: () => CardView): Subject<object> => ({
  history: [
    [
      '2026-11-26',
      async ({ service }) => {
        const { db, revocations, issuers } = service
        const serial =
          cardOf().certificates.find(({ purpose }) => purpose === 'signature')?.serial ?? ''
        const revoked = await db.write((tx) => {
          return revocations.revokeCertificates(tx, aPermit('cards.cancelCard'), {
            ...{
              issuer: issuers.current('professional', 'ecc').id,
              serials: [serial as SerialNumber],
            },
            ...{ reason: 'keyCompromise', cause: 'card-lost' },
          })
        })
        if (!revoked.ok) throw new Error(revoked.refusal.kind)
      },
    ],
  ],
  found: () => ({}),
})
