import { useTexts } from '../texts/index.ts'
import { isReason, reasonTexts } from '../texts/reasons.ts'

/**
 * On what grounds something was done, in the page's language; a retired reason without a text keeps its
 * identifier.
 */
export function useReasonName(): (reason: string) => string {
  const t = useTexts(reasonTexts)
  return (reason) => (isReason(reason) ? t(reason) : reason)
}
