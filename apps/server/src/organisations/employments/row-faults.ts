import { httpProblems } from '#platform/http/problems.ts'
import { texts } from './texts.ts'

/** Why an act on many rows does not change one of them. */
export const rowFaultTexts = {
  'prepared-order-not-found': texts.preparedNotFound,
  'prepared-order-not-waiting': texts.preparedNotWaiting,
  'prepared-order-changed': texts.preparedChanged,
  'prepared-order-sent-already': texts.preparedSentAlready,
  'certificate-attached-already': texts.certificateAttachedAlready,
  'strong-sign-in-needed': {
    title: httpProblems['strong-sign-in-needed'].title,
    advice: httpProblems['strong-sign-in-needed'].advice,
  },
} as const

export type RowFault = keyof typeof rowFaultTexts
