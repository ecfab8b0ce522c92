import type { InquiryState } from '@sotevarmenne/api/identification'
import type { Tone } from '../cards/card-facts.tsx'

/** The colour of an inquiry's state, beside its word. */
export const inquiryTones: Record<InquiryState, Tone> = {
  open: 'waiting',
  confirmed: 'good',
  rejected: 'bad',
  withdrawn: 'bad',
}
