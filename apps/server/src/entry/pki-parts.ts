import { certifiesPeople } from '#pki/ca/index.ts'
import { createPausedCrls } from '#pki/crl/index.ts'
import { createCertificates } from '#pki/issuance/index.ts'
import { compareWithSigner, createRevocations, importStatuses } from '#pki/revocation/index.ts'
import { createIdpLookup } from '#support/idp-lookup/index.ts'
import { caCertificatesOf, directoryOf } from './choose-adapters.ts'
import type { Config } from './config.ts'
import type { Foundation } from './foundation.ts'
import { createOcspServer, ocspSettingsOf } from './ocsp-server.ts'
import type { PeopleParts } from './people-parts.ts'
import { securityTxtOf } from './security-txt-of.ts'

export type PkiParts = ReturnType<typeof createPkiParts>

/** Certificates, their revocation, and the status services. */
export function createPkiParts(
  config: Config,
  { runtime, audit, issuers, legacyCas, signer, clock, onFault, systemPermit }: Foundation,
  { people, registers, counterparts }: PeopleParts,
) {
  const { recordAll } = audit
  const certificates = createCertificates({ ...runtime, recordAll, issuers, legacyCas, signer })
  const revocations = createRevocations({ ...runtime, certificates })
  const pausedCrls = createPausedCrls({ ...runtime, revocations })
  const peopleIssuers = issuers.all.filter(certifiesPeople)
  const idpLookup = createIdpLookup({
    ...{ ...runtime, people, certificates, revocations, issuers: peopleIssuers },
  })
  const ocspServer = createOcspServer({
    ...{ ...runtime, issuers, legacyCas, certificates, revocations, signer, onFault },
    ...ocspSettingsOf(config, systemPermit),
    ...securityTxtOf(config, clock),
  })
  const directory = directoryOf(config, {
    ...{ ...runtime, watch: counterparts.watch, ...registers },
    ...{ issuers, people, certificates, revocations },
  })
  return {
    ...{ certificates, revocations, pausedCrls, idpLookup, ocspServer, directory, peopleIssuers },
    caCertificates: caCertificatesOf(issuers),
    importStatuses: importStatuses({ ...runtime, recordAll, certificates }),
    withSigner: compareWithSigner({ ...runtime, issuers, certificates, signer }),
  }
}
