import { randomUUID } from 'node:crypto'
import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type { raiseInquiry as contract } from '@sotevarmenne/api/identification'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import { registrarOf, type NotAtAPoint } from '#points/points/index.ts'
import type { InquiryId, InquiryRaised, Question } from './contract.ts'
import type { IdentificationDeps } from './deps.ts'
import { lapsesAt, type InquiryIn } from './domain/inquiry.ts'
import { planEnd } from './follow-inquiry.ts'
import { aboutInquiry, showInquiry } from './show-inquiry.ts'
import { hasOpenInquiry, insertInquiry } from './store.ts'

export type RaiseInquiryRefusal =
  | NotAtAPoint
  | { readonly kind: 'person-not-found' }
  | { readonly kind: 'inquiry-about-oneself' }
  /** The office looks at one already. */
  | { readonly kind: 'inquiry-open' }

type Raised = Result<AnswerOf<typeof contract>, RaiseInquiryRefusal>

/** The registrar can't say who the visitor is: by a document in doubt (R111), or for want of one (R112). */
export const raiseInquiry =
  (deps: IdentificationDeps) =>
  async (
    permit: Permit<'identification.raiseInquiry'>,
    { personId, question, told }: InputOf<typeof contract>,
  ): Promise<Raised> => {
    const desk = registrarOf(permit)
    if (!desk.ok) return desk
    const { registrar, pointId } = desk.value
    if (personId === registrar) return refuse({ kind: 'inquiry-about-oneself' })

    return deps.db.write(async (tx): Promise<Raised> => {
      const person = await deps.people.findPerson(tx, personId)
      if (!person) return refuse({ kind: 'person-not-found' })
      if (await hasOpenInquiry(tx, { personId, kind: question.kind }))
        return refuse({ kind: 'inquiry-open' })

      const inquiry: InquiryIn<'open'> = {
        state: 'open',
        inquiryId: randomUUID() as string as InquiryId,
        personId,
        kind: question.kind,
        pointId,
        raisedBy: registrar,
        raisedAt: deps.clock.now(),
        papers: {
          givenNames: person.givenNames,
          surname: person.surname,
          question: questionOf(question),
          told,
        },
      }
      const raised: InquiryRaised = { type: 'InquiryRaised', ...aboutInquiry(inquiry) }
      await insertInquiry(tx, deps.sealing, inquiry)
      await planEnd(deps, tx, inquiry, lapsesAt(inquiry.raisedAt))
      await deps.record(tx, raised, permit)
      const shown = showInquiry(inquiry)
      if (!shown) throw new Error('what was just raised has its papers')
      return ok(shown)
    })
  }

const questionOf = (asked: InputOf<typeof contract>['question']): Question =>
  asked.kind === 'no-document'
    ? asked
    : {
        kind: 'document-doubt',
        document: {
          documentType: asked.document.documentType,
          documentNumber: asked.document.documentNumber,
          issuingCountry: asked.document.issuingCountry,
          // The contract has let in only days that exist.
          expires: localDate(asked.document.expires),
        },
      }
