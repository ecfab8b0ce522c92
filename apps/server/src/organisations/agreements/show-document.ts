import type { MemberRole } from '@sotevarmenne/api/accounts'
import type * as shown from '@sotevarmenne/api/agreements'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { allowed } from '@sotevarmenne/kernel/lifecycle'
import { actionsOf } from '#organisations/accounts/index.ts'
import type { AgreementDocument } from './contract.ts'
import { awaitedFrom } from './domain/document.ts'

/** The document as a member of this organisation in this role sees it. */
export function showDocument(
  document: AgreementDocument,
  viewer: { readonly organisationId: string; readonly role: MemberRole },
): shown.AgreementDocumentView {
  const { documentId, state, organisation, terms, draftedAt, signatures } = document
  return {
    ...{ documentId, state, organisation, terms: termsShown(terms) },
    draftedAt: formatInstant(draftedAt),
    signatures: signatures.map(({ name, organisationId, at }) => ({
      ...{ name, organisationId, at: formatInstant(at) },
    })),
    ...('settledAt' in document && { settledAt: formatInstant(document.settledAt) }),
    may: mayOf(document, viewer),
  }
}

/** The operations decide; this shows in advance what they would allow. */
function mayOf(
  document: AgreementDocument,
  { organisationId, role }: Parameters<typeof showDocument>[1],
): shown.AgreementDocumentView['may'] {
  const awaited = awaitedFrom(document)
  if (awaited === undefined || !actionsOf[role].includes('authorise')) return []
  const isGiver = document.organisation.organisationId === organisationId
  const isAwaited = awaited === organisationId
  const maySign = isAwaited && role === 'signatory'
  return allowed({
    sign: maySign && isGiver,
    accept: maySign && !isGiver,
    // The content of an end cannot be changed.
    change: isAwaited && document.state === 'drafted' && document.terms.kind !== 'end',
    withdraw: isGiver,
    decline: !isGiver,
  })
}

function termsShown(terms: AgreementDocument['terms']): shown.AgreementDocumentView['terms'] {
  if (terms.kind === 'end') return { kind: terms.kind, ends: { ...terms.ends } }
  const points = [...terms.points]
  if (terms.kind === 'delegation') return { ...terms, points }
  return { ...terms, points, units: terms.units === 'all' ? 'all' : [...terms.units] }
}

export const aboutDocument = ({ documentId, organisation, terms }: AgreementDocument) => ({
  documentId,
  organisationId: organisation.organisationId,
  terms: terms.kind,
})
