import type { InquiryState } from '@sotevarmenne/api/identification'

/** The colour of an inquiry's state, beside its word. */
export const inquiryTones: Record<InquiryState, 'neutral' | 'good' | 'waiting' | 'bad'> = {
  open: 'waiting',
  confirmed: 'good',
  rejected: 'bad',
  withdrawn: 'bad',
}
