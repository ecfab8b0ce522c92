import { isDeedName } from '../texts/deeds.ts'
import { useTexts } from '../texts/index.ts'

/** The name of a deed in the page's language; a deed of old that has none any more keeps its own. */
export function useDeedName(): (deed: string) => string {
  const t = useTexts('deeds')
  return (deed) => (isDeedName(deed) ? t(deed) : deed)
}
