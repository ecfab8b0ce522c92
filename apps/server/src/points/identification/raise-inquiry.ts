import { randomUUID } from 'node:crypto'
import * as api from '@sotevarmenne/api/identification'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { registrarOf, type NotAtAPoint, notAtAPointProblems } from '#points/points/index.ts'
import { operation } from '#platform/operation.ts'
import type { InquiryId, InquiryRaised, InquirySubject } from './contract.ts'
import type { IdentificationDeps } from './deps.ts'
import type { InquiryIn } from './domain/inquiry.ts'
import { planEnd } from './follow-inquiry.ts'
import { aboutInquiry, showInquiry } from './show-inquiry.ts'
import { hasOpenInquiry, insertInquiry } from './store.ts'
import { texts } from './texts.ts'

export type RaiseInquiryRefusal =
  | NotAtAPoint
  | { readonly kind: 'person-not-found' }
  | { readonly kind: 'inquiry-about-oneself' }
  /** The office has an open one already. */
  | { readonly kind: 'inquiry-open' }

type Raised = Result<ResponseOf<typeof api.raiseInquiry>, RaiseInquiryRefusal>

/** The registrar can't identify the visitor: a document is in doubt (R111), or there is none (R112). */
export const raiseInquiry = operation({
  contract: api.raiseInquiry,
  problems: {
    ...notAtAPointProblems,
    'person-not-found': { status: 404, ...texts.personNotFound },
    'inquiry-about-oneself': { status: 403, ...texts.inquiryAboutOneself },
    'inquiry-open': { status: 409, ...texts.inquiryOpen },
  },
  handle:
    (deps: IdentificationDeps) =>
    async (permit, { personId, subject, observation }): Promise<Raised> => {
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
        await planEnd(deps, tx, inquiry)
        await deps.record(tx, raised, permit)
        const shown = showInquiry(inquiry)
        if (!shown) throw new Error('the content of an inquiry that was just raised is missing')
        return ok(shown)
      })
    },
})

const subjectOf = (stated: InputOf<typeof api.raiseInquiry>['subject']): InquirySubject =>
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
