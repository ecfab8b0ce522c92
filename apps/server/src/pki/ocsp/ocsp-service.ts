import type { HttpRequest } from '@sotevarmenne/http1/connection'
import type { Reply } from '@sotevarmenne/http1/response'
import type { Issuers, LegacyCa } from '#pki/ca/index.ts'
import { createOcsp, type OcspDeps, type OcspFigures } from './responders.ts'
import { createRootResponder } from './root-responder.ts'
import { serveOcsp } from './serve-ocsp.ts'

export type OcspServiceParts = Omit<OcspDeps, 'issuers' | 'legacyCas'> & {
  readonly issuers: Pick<Issuers, 'all' | 'roots' | 'rootStatus'>
  /** Legacy CAs. */
  readonly legacyCas: readonly Pick<LegacyCa, 'id' | 'certificate' | 'responder'>[]
}

export type OcspService = {
  /** Undefined when the request's target is not a responder of ours. */
  readonly serve: (request: HttpRequest) => Reply | Promise<Reply> | undefined
  readonly isReady: () => boolean
  readonly figures: () => OcspFigures
  /** The jobs to run periodically, each independent of the others. */
  readonly rounds: readonly (() => Promise<void>)[]
  /** Pre-signs what is due, one pass. */
  readonly preSign: (signal: AbortSignal) => Promise<void>
}

/** OCSP of all CAs: signed here or, for certificates that roots issued, in a ceremony. */
export function createOcspService(parts: OcspServiceParts): OcspService {
  const { db, clock, issuers } = parts
  const roots = createRootResponder({ issuers, clock })
  const ocsp = createOcsp({
    ...parts,
    // Roots sign in ceremonies only: their responses are all there already.
    issuers: issuers.all.filter(({ role }) => role !== 'root'),
  })
  const readRevocations = (): Promise<void> =>
    db.read((tx) => ocsp.readRevocations(tx, clock.now()))
  return {
    serve: (request) =>
      serveOcsp((issuer) => ocsp.answererOf(issuer) ?? roots.answererOf(issuer), request),
    isReady: () => ocsp.isReady() && roots.isReady(),
    figures: ocsp.figures,
    // Revocations are read without waiting for the signer, or for all that was ever issued.
    rounds: [roots.refresh, readRevocations, ocsp.readIssued, ocsp.renewKeys],
    preSign: ocsp.preSign,
  }
}
