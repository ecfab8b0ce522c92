import { randomUUID } from 'node:crypto'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { noEvidence } from '@sotevarmenne/signatures/evidence'
import { readSignedMessage, signerCertificate } from '@sotevarmenne/signatures/read-signed-data'
import { verifySignature } from '@sotevarmenne/signatures/verify'
import { checkSystem, type System, type SystemChecks, type SystemRefusal } from './check-system.ts'

/** A clinical document as the archive stores it. */
export type ArchivedDocument = {
  readonly documentId: string
  /** The system that signed it. */
  readonly signedBy: System
  /** The signed message as received, with the document inside. */
  readonly bytes: Uint8Array
}

export type ArchiveRefusal =
  | SystemRefusal
  /** Not a signed message with a document in it, or the document names no custodian. */
  | { readonly kind: 'malformed-document' }
  | { readonly kind: 'wrong-signature' }
  /**
   * It was signed for an organisation other than the document's, or sent over the connection of another one.
   */
  | { readonly kind: 'another-organisation' }

export type Archive = {
  readonly keep: (
    message: Uint8Array,
    from: System,
    checks: SystemChecks,
  ) => Promise<Result<ArchivedDocument, ArchiveRefusal>>
  /** Finds documents of this organisation only. */
  readonly find: (documentId: string, of: System) => ArchivedDocument | undefined
}

/**
 * Stores documents of a clinical kind (a CDA of HL7, in a CAdES message): `checkSystem` verifies the
 * system-signature certificate, the signature covers this very document, and its OID is that of the
 * document's custodian and of the sender. Beyond `max` documents the oldest is dropped.
 */
export function openArchive({ max }: { readonly max: number }): Archive {
  const stored = new Map<string, ArchivedDocument>()
  return {
    keep: async (message, from, checks) => {
      const read = readSignedMessage(message)
      const content = read.ok ? read.value.content : undefined
      if (!read.ok || content === undefined) return refuse({ kind: 'malformed-document' })
      const custodian = custodianOf(new TextDecoder().decode(content))
      if (custodian === undefined) return refuse({ kind: 'malformed-document' })
      const certificate = signerCertificate(read.value)
      if (certificate === undefined) return refuse({ kind: 'wrong-signature' })
      const signer = await checkSystem(certificate, 'document', checks)
      if (!signer.ok) return signer
      const { anchors, intermediates, at } = checks
      const verified = await verifySignature({
        message: read.value,
        contentDigest: () => Promise.resolve(undefined),
        signers: { anchors, intermediates },
        timeStamps: { anchors: [], intermediates: [] },
        ...{ evidence: noEvidence, now: at },
      })
      if (!verified.ok) return refuse({ kind: 'wrong-signature' })
      if (signer.value.oid !== custodian || rootOf(from.oid) !== rootOf(custodian))
        return refuse({ kind: 'another-organisation' })
      const document = { documentId: randomUUID(), signedBy: signer.value, bytes: message }
      const [oldest] = stored.keys()
      if (oldest !== undefined && stored.size >= max) stored.delete(oldest)
      stored.set(document.documentId, document)
      return ok(document)
    },
    find: (documentId, { oid }) => {
      const found = stored.get(documentId)
      return found && rootOf(found.signedBy.oid) === rootOf(oid) ? found : undefined
    },
  }
}

/** `1.2.246.10.<business id>`: common to all units of one organisation. */
const rootOf = (oid: string): string => oid.split('.').slice(0, 5).join('.')

/**
 * The OID of the custodian (`custodian/assignedCustodian/representedCustodianOrganization/id/@root`). A
 * demo reads only this part of a CDA; a real archive first validates all of it against its schema.
 */
const custodianOf = (document: string): string | undefined =>
  /<ClinicalDocument[\s>][\s\S]*<custodian>[\s\S]*?<id\s[^>]*root="([\d.]+)"[\s\S]*<\/custodian>/.exec(
    document,
  )?.[1]
