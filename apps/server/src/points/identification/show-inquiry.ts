import type { Inquiry as InquiryShown } from '@sotevarmenne/api/identification'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import type { Inquiry, InquiryRaised } from './contract.ts'

/** As desk and office see it; nothing once it is erased. */
export function showInquiry({ papers, ...inquiry }: Inquiry): InquiryShown | undefined {
  if (!papers) return undefined
  const { question } = papers
  return {
    inquiryId: inquiry.inquiryId,
    kind: inquiry.kind,
    state: inquiry.state,
    person: {
      personId: inquiry.personId,
      givenNames: papers.givenNames,
      surname: papers.surname,
    },
    told: papers.told,
    raisedAt: formatInstant(inquiry.raisedAt),
    ...(question.kind === 'document-doubt' && { document: question.document }),
    ...(question.kind === 'no-document' && { policeUnit: question.policeUnit }),
    ...('endedAt' in inquiry && { endedAt: formatInstant(inquiry.endedAt) }),
    ...('goodUntil' in inquiry && inquiry.goodUntil && { goodUntil: inquiry.goodUntil }),
    ...(papers.grounds !== undefined && { grounds: papers.grounds }),
    ...(papers.reference !== undefined && { reference: papers.reference }),
  }
}

/** Which inquiry an event is about. */
export const aboutInquiry = ({
  inquiryId,
  kind,
  personId,
}: Inquiry): Omit<InquiryRaised, 'type'> => ({ inquiryId, kind, about: { personId } })
