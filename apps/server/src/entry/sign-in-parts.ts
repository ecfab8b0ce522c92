import { holdersOfCardsInUse } from '#cards/card/index.ts'
import { gatherEvidenceByHttp } from '@sotevarmenne/signatures/gather-evidence'
import { createAuthentication, suomiFiOidc } from '#identity/authentication/index.ts'
import { argon2idHash, createPasswords } from '#identity/passwords/index.ts'
import { createRoles } from '#identity/permissions/index.ts'
import { createThirdPartyCards, statusOverHttp } from '#identity/third-party-cards/index.ts'
import { withSealing } from '#platform/sealing.ts'
import { createDocuments, createSigning } from '#services/document-signing/index.ts'
import { anchorsOf, cardIssuersOf, timeStampsOf } from './choose-adapters.ts'
import type { Config } from './config.ts'
import type { Foundation } from './foundation.ts'
import type { PeopleParts } from './people-parts.ts'
import type { PkiParts } from './pki-parts.ts'

export type SignInParts = ReturnType<typeof createSignInParts>

/** Who signs in, with what and as what; and whose signatures are valid. */
export function createSignInParts(
  config: Config & { readonly tlsSignInUrl: string | undefined },
  foundation: Foundation,
  { people, registration, registers, apiKeys, counterparts }: PeopleParts,
  { certificates, revocations, peopleIssuers }: PkiParts,
) {
  const { runtime, issuers, clock, systemPermit } = foundation
  const { publicUrl, suomiFi, tlsSignInUrl } = config
  const roles = createRoles({
    ...{ ...runtime, people, registration, systemPermit },
    withCardInUse: holdersOfCardsInUse,
  })
  const thirdPartyCards = createThirdPartyCards({
    ...{ ...runtime, ...registers, people },
    ...cardIssuersOf(config, foundation),
  })
  const authentication = createAuthentication({
    ...{ ...withSealing(runtime, 'authentication'), ...registers, roles, people, registration },
    ...{ certificates, revocations, systemPermit, publicUrl, thirdPartyCards, apiKeys },
    trust: { anchors: anchorsOf(issuers), issuers: peopleIssuers },
    ...{ statusResponses: statusOverHttp, origins: [new URL(publicUrl).origin] },
    ...(suomiFi && { suomiFi: counterparts.watch('suomi-fi', suomiFiOidc(suomiFi, { clock })) }),
    ...(tlsSignInUrl !== undefined && { tlsSignInUrl }),
  })
  const passwords = createPasswords({
    ...{ ...runtime, systemPermit, authentication, passwordHash: argon2idHash() },
  })
  const signingDeps = {
    ...{ ...runtime, issuers, certificates, revocations },
    ...timeStampsOf(config, counterparts),
    gatherEvidence: gatherEvidenceByHttp,
  }
  return {
    ...{ roles, thirdPartyCards, authentication, passwords },
    signing: createSigning(signingDeps, thirdPartyCards.documentSigners),
    documents: createDocuments({ ...signingDeps, others: thirdPartyCards.documentSigners }),
  }
}
