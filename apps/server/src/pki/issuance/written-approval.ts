import type { SignedApproval, Signature } from '@sotevarmenne/issuing/domain/evidence'
import { fromBase64, toBase64 } from '#platform/base64.ts'

/** An approval in JSON: bytes in base64. */
export type WrittenApproval = {
  readonly statement: string
  readonly approvals: readonly {
    readonly signature: string
    readonly signatureAlgorithm: Signature['signatureAlgorithm']
    readonly certificate: string
  }[]
}

export const writeApproval = ({ statement, approvals }: SignedApproval): WrittenApproval => ({
  statement: toBase64(statement),
  approvals: approvals.map(({ signature, signatureAlgorithm, certificate }) => ({
    ...{ signature: toBase64(signature), signatureAlgorithm },
    certificate: toBase64(certificate),
  })),
})

/** What `writeApproval` wrote. */
export const readApproval = ({ statement, approvals }: WrittenApproval): SignedApproval => ({
  statement: fromBase64(statement),
  approvals: approvals.map(({ signature, signatureAlgorithm, certificate }) => ({
    ...{ signature: fromBase64(signature), signatureAlgorithm },
    certificate: fromBase64(certificate),
  })),
})
