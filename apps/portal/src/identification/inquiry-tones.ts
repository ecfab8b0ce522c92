import type { InquiryState } from '@sotevarmenne/api/identification'

/** How a state of an inquiry is tinted beside its word. */
export const inquiryTones: Record<InquiryState, 'neutral' | 'good' | 'waiting' | 'bad'> = {
  open: 'waiting',
  confirmed: 'good',
  rejected: 'bad',
  withdrawn: 'bad',
}
