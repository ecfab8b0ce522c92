import { randomUUID } from 'node:crypto'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import type { raiseInquiry as contract } from '@sotevarmenne/api/identification'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import { registrarOf, type NotAtAPoint } from '#points/points/index.ts'
import type { InquiryId, InquiryRaised, Request } from './contract.ts'
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
    { personId, request, input }: InputOf<typeof contract>,
  ): Promise<Raised> => {
    const desk = registrarOf(permit)
    if (!desk.ok) return desk
    const { registrar, pointId } = desk.value
    if (personId === registrar) return refuse({ kind: 'inquiry-about-oneself' })

    return deps.db.write(async (tx): Promise<Raised> => {
      const person = await deps.people.findPerson(tx, personId)
      if (!person) return refuse({ kind: 'person-not-found' })
      if (await hasOpenInquiry(tx, { personId, kind: request.kind }))
        return refuse({ kind: 'inquiry-open' })

      const inquiry: InquiryIn<'open'> = {
        state: 'open',
        inquiryId: randomUUID() as string as InquiryId,
        personId,
        kind: request.kind,
        pointId,
        raisedBy: registrar,
        raisedAt: deps.clock.now(),
        content: {
          givenNames: person.givenNames,
          surname: person.surname,
          request: requestOf(request),
          input,
        },
      }
      const raised: InquiryRaised = { type: 'InquiryRaised', ...aboutInquiry(inquiry) }
      await insertInquiry(tx, deps.sealing, inquiry)
      await planEnd(deps, tx, inquiry, lapsesAt(inquiry.raisedAt))
      await deps.record(tx, raised, permit)
      const shown = showInquiry(inquiry)
      if (!shown) throw new Error('the content of an inquiry that was just raised are missing')
      return ok(shown)
    })
  }

const requestOf = (requested: InputOf<typeof contract>['request']): Request =>
  requested.kind === 'no-document'
    ? requested
    : {
        kind: 'document-doubt',
        document: {
          documentType: requested.document.documentType,
          documentNumber: requested.document.documentNumber,
          issuingCountry: requested.document.issuingCountry,
          // The contract accepts only days that exist.
          expires: localDate(requested.document.expires),
        },
      }
