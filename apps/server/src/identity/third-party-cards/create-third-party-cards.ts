import type { Result } from '@sotevarmenne/kernel/result'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import { digestOf, type AcceptedIssuer } from './accepted-issuers.ts'
import type { IdentifiedHolder, StoredThirdPartyCard, ThirdPartyCardStatus } from './contract.ts'
import type { ThirdPartyCardsDeps } from './deps.ts'
import { documentSigners } from './document-signers.ts'
import {
  identifyHolder,
  type ThirdPartyCard,
  type ThirdPartyCardRefusal,
} from './identify-holder.ts'
import { issuerNamedIn } from './check-card.ts'
import { statusOfCard } from './status-of-card.ts'

export type ThirdPartyCards = {
  /** Trust services whose cards are accepted. Throws when the configuration is wrong. */
  readonly acceptedIssuers: () => Promise<readonly AcceptedIssuer[]>
  /** The card with this certificate, if it names an accepted issuer; not checked yet. */
  readonly cardWith: (leaf: Certificate) => Promise<ThirdPartyCard | undefined>
  /** Checks the card for a sign-in: its certificate, its status and its holder. Outside transactions. */
  readonly identifyHolder: (
    card: ThirdPartyCard,
  ) => Promise<Result<IdentifiedHolder, ThirdPartyCardRefusal>>
  /** Whether the issuer of a stored card is accepted now, with the same CA. */
  readonly isIssuerAccepted: (card: StoredThirdPartyCard) => Promise<boolean>
  /** What its issuer says of a stored card now. Outside transactions. */
  readonly statusOf: (card: StoredThirdPartyCard) => Promise<ThirdPartyCardStatus>
  readonly documentSigners: ReturnType<typeof documentSigners>
}

export function createThirdPartyCards(deps: ThirdPartyCardsDeps): ThirdPartyCards {
  const acceptedIssuers = async () => (await deps.cardIssuers?.accepted()) ?? []
  const issuerOf = async ({ issuer, ca }: StoredThirdPartyCard) =>
    (await acceptedIssuers()).find((each) => each.name === issuer && digestOf(each.ca) === ca)

  return {
    acceptedIssuers,
    cardWith: async (leaf) => {
      const issuer = issuerNamedIn(leaf, await acceptedIssuers())
      return issuer && { leaf, issuer }
    },
    identifyHolder: identifyHolder(deps),
    isIssuerAccepted: async (card) => (await issuerOf(card)) !== undefined,
    statusOf: async (card) => {
      const issuer = await issuerOf(card)
      return issuer
        ? statusOfCard(deps, { issuer, certificate: storedCertificate(card) })
        : 'issuer-not-trusted'
    },
    documentSigners: documentSigners(deps),
  }
}

const storedCertificate = ({ serial, statusAt }: StoredThirdPartyCard) => ({
  serial: new Uint8Array(Buffer.from(serial, 'hex')),
  known: {
    authorityInfoAccess: { ocsp: statusAt.ocsp, caIssuers: [] },
    crlDistributionPoints: statusAt.lists,
  },
})
