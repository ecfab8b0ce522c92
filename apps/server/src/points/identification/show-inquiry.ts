import type { InquiryView } from '@sotevarmenne/api/identification'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import type { Inquiry, InquiryRaised } from './contract.ts'
import { mayDecide } from './domain/inquiry.ts'

/** As desk and office see it; undefined once it is erased. `officer`: the case officer who reads it. */
export function showInquiry(
  { content, ...inquiry }: Inquiry,
  officer?: string,
): InquiryView | undefined {
  if (!content) return undefined
  const { subject } = content
  return {
    inquiryId: inquiry.inquiryId,
    kind: inquiry.kind,
    state: inquiry.state,
    person: {
      personId: inquiry.personId,
      givenNames: content.givenNames,
      surname: content.surname,
    },
    observation: content.observation,
    raisedAt: formatInstant(inquiry.raisedAt),
    ...(subject.kind === 'document-doubt' && { document: subject.document }),
    ...(subject.kind === 'no-document' && { policeUnit: subject.policeUnit }),
    ...('endedAt' in inquiry && { endedAt: formatInstant(inquiry.endedAt) }),
    ...('goodUntil' in inquiry && inquiry.goodUntil && { goodUntil: inquiry.goodUntil }),
    ...(content.grounds !== undefined && { grounds: content.grounds }),
    ...(content.reference !== undefined && { reference: content.reference }),
    may: mayDecide(inquiry, officer) ? ['decide'] : [],
  }
}

/** The inquiry that an event is about. */
export const aboutInquiry = ({
  inquiryId,
  kind,
  personId,
}: Inquiry): Omit<InquiryRaised, 'type'> => ({ inquiryId, kind, about: { personId } })
