import type { SignedApproval } from '@sotevarmenne/issuing/domain/evidence'
import { readApproval, writeApproval, type WrittenApproval } from '#pki/issuance/index.ts'
import { openJson, sealJson, type Sealing } from '#platform/sealing.ts'

/** The signatures with the certificates of those who made them are personal data. */
export const sealApproval = (
  sealing: Sealing,
  approval: SignedApproval | undefined,
  id: string,
): Uint8Array | null =>
  approval === undefined ? null : sealJson(sealing, writeApproval(approval), `approval ${id}`)

/** Sealed by `sealApproval`. */
export const openApproval = (sealing: Sealing, sealed: Uint8Array, id: string): SignedApproval =>
  readApproval(openJson(sealing, sealed, `approval ${id}`) as WrittenApproval)
