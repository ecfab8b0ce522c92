import { formatDay } from './dates.ts'
import { usePageLanguage } from './language.ts'
import { useTexts } from './index.ts'
import { commonTexts } from './common.ts'

/** From a day to a last one, both included: `1.1.2026–31.12.2026`; without a last one in words. */
export function usePeriod(): (from: string, to: string | undefined) => string {
  const t = useTexts(commonTexts)
  const language = usePageLanguage()
  return (from, to) =>
    to === undefined
      ? t('fromDay', { day: formatDay(from, language) })
      : `${formatDay(from, language)}–${formatDay(to, language)}`
}
