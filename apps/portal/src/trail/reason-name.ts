import { useTexts } from '../texts/index.ts'
import { isReason } from '../texts/reasons.ts'

/** On what right something was done, in the page's language; a reason of old that has no text keeps its own. */
export function useReasonName(): (reason: string) => string {
  const t = useTexts('reasons')
  return (reason) => (isReason(reason) ? t(reason) : reason)
}
