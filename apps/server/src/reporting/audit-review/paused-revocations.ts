import * as api from '@sotevarmenne/api/crl'
import type { PausedRevocationView } from '@sotevarmenne/api/crl'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { attributeOf, formatName } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import type { AuditEntry } from '#audit/contract.ts'
import { entriesOfRevocations } from '#audit/index.ts'
import { findOpenPauses } from '#pki/crl/index.ts'
import type { CertificateRow } from '#pki/issuance/contract.ts'
import { revocationsOfIssuer } from '#pki/revocation/index.ts'
import { operation } from '#platform/operation.ts'
import { cursorProblems, type CursorRefusal } from '#platform/paging.ts'
import type { PausedRevocationsListed } from './contract.ts'
import type { AuditReviewDeps } from './deps.ts'
import { namesInLog } from './names-in-log.ts'
import { texts } from './texts.ts'

export type PausedRevocationsRefusal = CursorRefusal | { readonly kind: 'pause-not-found' }

/**
 * What the mass-revocation guard holds back, with the act behind each revocation: those who decide see whose acts they
 * were before they agree (R43). No holder is named; each has an access record.
 */
export const listPausedRevocations = operation({
  contract: api.listPausedRevocations,
  problems: { 'pause-not-found': { status: 404, ...texts.pauseNotFound }, ...cursorProblems },
  handle:
    (deps: AuditReviewDeps) =>
    (permit, { pauseId, cursor, limit }) =>
      deps.db.write(
        async (
          tx,
        ): Promise<
          Result<ResponseOf<typeof api.listPausedRevocations>, PausedRevocationsRefusal>
        > => {
          if (cursor !== undefined && !/^\d{1,15}$/.test(cursor))
            return refuse({ kind: 'cursor-unreadable' })
          const pause = (await findOpenPauses(tx)).find((open) => open.pauseId === pauseId)
          if (pause === undefined) return refuse({ kind: 'pause-not-found' })
          const { issuer } = pause
          const position = Math.max(pause.position, Number(cursor ?? 0))
          const found = await revocationsOfIssuer(tx, { issuer, position, limit: limit + 1 })
          const page = found.slice(0, limit)
          const serials = page.map(({ serial }) => serial)
          const entries = await entriesOfRevocations(tx, { issuer, serials })
          const certificates = await Promise.all(
            serials.map((serial) => deps.certificates.findCertificate(tx, { issuer, serial })),
          )
          const names = await namesInLog(deps, tx, [...entries.values()])
          const listed: PausedRevocationsListed = {
            type: 'PausedRevocationsListed',
            ...{ issuer, count: page.length },
          }
          const holders = new Set(
            certificates.flatMap((certificate) => certificateOf(certificate)?.holder ?? []),
          )
          await deps.audit.recordAll(
            tx,
            [
              listed,
              ...[...holders].map((personId) => ({
                ...{ type: 'PausedRevocationsListed' as const, about: { personId } },
              })),
            ].map((event) => ({ event, permit })),
          )
          const last = page.at(-1)
          return ok({
            issuer,
            revocations: page.map(({ serial, revokedAt, cause }, at) => ({
              ...{ serial, revokedAt: formatInstant(revokedAt), cause },
              ...ofCertificate(certificates[at], names),
              ...ofEntry(entries.get(serial), names),
            })),
            ...(last && found.length > limit && { nextCursor: String(last.position) }),
          })
        },
      ),
})

type Names = Awaited<ReturnType<typeof namesInLog>>

const certificateOf = (certificate: CertificateRow | undefined) =>
  certificate?.state === 'issued' ? certificate : undefined

function ofCertificate(
  row: CertificateRow | undefined,
  names: Names,
): Pick<PausedRevocationView, 'cardNumber' | 'name' | 'organisation'> {
  const certificate = certificateOf(row)
  const decoded = certificate && decodeCertificate(certificate.der)
  if (decoded?.ok !== true) return {}
  const { subject } = decoded.value
  const organisation = attributeOf(subject, attributeTypes.organizationName)
  const cardNumber = names[certificate?.cardId ?? '']
  const isOfPerson = certificate?.holder !== undefined
  return {
    ...(cardNumber !== undefined && { cardNumber }),
    ...(!isOfPerson && {
      name: attributeOf(subject, attributeTypes.commonName) ?? formatName(subject),
    }),
    ...(organisation !== undefined && { organisation }),
  }
}

const ofEntry = (
  entry: AuditEntry | undefined,
  names: Names,
): Pick<PausedRevocationView, 'by' | 'operation' | 'entryId'> =>
  entry === undefined
    ? {}
    : { by: actorOf(entry, names), operation: entry.operation, entryId: entry.entryId }

function actorOf({ actor, about }: AuditEntry, names: Names): PausedRevocationView['by'] {
  if (actor.kind === 'person' && actor.personId === about?.personId) return { kind: 'holder' }
  const name = names[identifierOf(actor)]
  return { kind: actor.kind, ...(name !== undefined && { name }) }
}

/** Whose name is shown: of a key, that of its organisation. */
function identifierOf(actor: AuditEntry['actor']): string {
  switch (actor.kind) {
    case 'person':
      return actor.personId
    case 'client':
      return actor.clientId
    case 'apiKey':
      return actor.organisationId
    case 'process':
      return actor.name
  }
}
