import { randomUUID } from 'node:crypto'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import type { raiseInquiry as contract } from '@sotevarmenne/api/identification'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import { registrarOf, type NotAtAPoint } from '#points/points/index.ts'
import type { InquiryId, InquiryRaised, InquirySubject } from './contract.ts'
import type { IdentificationDeps } from './deps.ts'
import { lapsesAt, type InquiryIn } from './domain/inquiry.ts'
import { planEnd } from './follow-inquiry.ts'
import { aboutInquiry, showInquiry } from './show-inquiry.ts'
import { hasOpenInquiry, insertInquiry } from './store.ts'

export type RaiseInquiryRefusal =
  | NotAtAPoint
  | { readonly kind: 'person-not-found' }
  | { readonly kind: 'inquiry-about-oneself' }
  /** The office has an open one already. */
  | { readonly kind: 'inquiry-open' }

type Raised = Result<ResponseOf<typeof contract>, RaiseInquiryRefusal>

/** The registrar can't identify the visitor: a document is in doubt (R111), or there is none (R112). */
export const raiseInquiry =
  (deps: IdentificationDeps) =>
  async (
    permit: Permit<'identification.raiseInquiry'>,
    { personId, subject, observation }: InputOf<typeof contract>,
  ): Promise<Raised> => {
    const desk = registrarOf(permit)
    if (!desk.ok) return desk
    const { registrar, pointId } = desk.value
    if (personId === registrar) return refuse({ kind: 'inquiry-about-oneself' })

    return deps.db.write(async (tx): Promise<Raised> => {
      const person = await deps.people.findPerson(tx, personId)
      if (!person) return refuse({ kind: 'person-not-found' })
      if (await hasOpenInquiry(tx, { personId, kind: subject.kind }))
        return refuse({ kind: 'inquiry-open' })

      const inquiry: InquiryIn<'open'> = {
        state: 'open',
        inquiryId: randomUUID() as string as InquiryId,
        personId,
        kind: subject.kind,
        pointId,
        raisedBy: registrar,
        raisedAt: deps.clock.now(),
        content: {
          givenNames: person.givenNames,
          surname: person.surname,
          subject: subjectOf(subject),
          observation,
        },
      }
      const raised: InquiryRaised = { type: 'InquiryRaised', ...aboutInquiry(inquiry) }
      await insertInquiry(tx, deps.sealing, inquiry)
      await planEnd(deps, tx, inquiry, lapsesAt(inquiry.raisedAt))
      await deps.record(tx, raised, permit)
      const shown = showInquiry(inquiry)
      if (!shown) throw new Error('the content of an inquiry that was just raised is missing')
      return ok(shown)
    })
  }

const subjectOf = (stated: InputOf<typeof contract>['subject']): InquirySubject =>
  stated.kind === 'no-document'
    ? stated
    : {
        kind: 'document-doubt',
        document: {
          documentType: stated.document.documentType,
          documentNumber: stated.document.documentNumber,
          issuingCountry: stated.document.issuingCountry,
          // The contract accepts only days that exist.
          expires: localDate(stated.document.expires),
        },
      }
