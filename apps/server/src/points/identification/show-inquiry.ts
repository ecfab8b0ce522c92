import type { Inquiry as InquiryShown } from '@sotevarmenne/api/identification'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import type { Inquiry, InquiryRaised } from './contract.ts'

/** As desk and office see it; undefined once it is erased. */
export function showInquiry({ agreements, ...inquiry }: Inquiry): InquiryShown | undefined {
  if (!agreements) return undefined
  const { request } = agreements
  return {
    inquiryId: inquiry.inquiryId,
    kind: inquiry.kind,
    state: inquiry.state,
    person: {
      personId: inquiry.personId,
      givenNames: agreements.givenNames,
      surname: agreements.surname,
    },
    input: agreements.input,
    raisedAt: formatInstant(inquiry.raisedAt),
    ...(request.kind === 'document-doubt' && { document: request.document }),
    ...(request.kind === 'no-document' && { policeUnit: request.policeUnit }),
    ...('endedAt' in inquiry && { endedAt: formatInstant(inquiry.endedAt) }),
    ...('goodUntil' in inquiry && inquiry.goodUntil && { goodUntil: inquiry.goodUntil }),
    ...(agreements.grounds !== undefined && { grounds: agreements.grounds }),
    ...(agreements.reference !== undefined && { reference: agreements.reference }),
  }
}

/** The inquiry that an event is about. */
export const aboutInquiry = ({
  inquiryId,
  kind,
  personId,
}: Inquiry): Omit<InquiryRaised, 'type'> => ({ inquiryId, kind, about: { personId } })
