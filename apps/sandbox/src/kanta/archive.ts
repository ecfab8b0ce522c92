import { randomUUID } from 'node:crypto'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { noEvidence } from '@sotevarmenne/signatures/evidence'
import { readSignedMessage, signerCertificate } from '@sotevarmenne/signatures/read-signed-data'
import { verifySignature } from '@sotevarmenne/signatures/verify'
import { checkSystem, type System, type SystemChecks, type SystemRefusal } from './check-system.ts'

/** A clinical document as the archive keeps it. */
export type ArchivedDocument = {
  readonly documentId: string
  /** The system that signed it. */
  readonly signedBy: System
  /** The signed message as it came, document inside. */
  readonly octets: Uint8Array
}

export type ArchiveRefusal =
  | SystemRefusal
  /** No signed message with a document in it, or one that names no custodian. */
  | { readonly kind: 'malformed-document' }
  | { readonly kind: 'wrong-signature' }
  /** It was signed for an organisation other than the document's, or came over another's connection. */
  | { readonly kind: 'another-organisation' }

export type Archive = {
  readonly keep: (
    message: Uint8Array,
    from: System,
    checks: SystemChecks,
  ) => Promise<Result<ArchivedDocument, ArchiveRefusal>>
  /** Those of the organisation alone. */
  readonly find: (documentId: string, of: System) => ArchivedDocument | undefined
}

/**
 * Keeps documents of a clinical kind (a CDA of HL7, in a CAdES message): the system-signature certificate is looked at as
 * `checkSystem` does, the signature is over this very document, and its OID is the document's custodian and the sender. The oldest
 * of `atMost` makes room for the next.
 */
export function openArchive({ atMost }: { readonly atMost: number }): Archive {
  const kept = new Map<string, ArchivedDocument>()
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
      const document = { documentId: randomUUID(), signedBy: signer.value, octets: message }
      const [oldest] = kept.keys()
      if (oldest !== undefined && kept.size >= atMost) kept.delete(oldest)
      kept.set(document.documentId, document)
      return ok(document)
    },
    find: (documentId, { oid }) => {
      const found = kept.get(documentId)
      return found && rootOf(found.signedBy.oid) === rootOf(oid) ? found : undefined
    },
  }
}

/** `1.2.246.10.<business id>`: units of one organisation have it in common. */
const rootOf = (oid: string): string => oid.split('.').slice(0, 5).join('.')

/**
 * The OID of the custodian (`custodian/assignedCustodian/representedCustodianOrganization/id/@root`). As much of a CDA as an
 * example reads; an archive validates all of it by its schema first.
 */
const custodianOf = (document: string): string | undefined =>
  /<ClinicalDocument[\s>][\s\S]*<custodian>[\s\S]*?<id\s[^>]*root="([\d.]+)"[\s\S]*<\/custodian>/.exec(
    document,
  )?.[1]
