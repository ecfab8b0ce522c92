import { listPointServices, type PointServiceView } from '@sotevarmenne/api/point-services'
import { shippedPointService, type PointService } from '@sotevarmenne/api/points'
import { useApiQuery } from '../api/queries.ts'
import { useTexts } from '../texts/index.ts'
import { usePageLanguage } from '../texts/language.ts'
import { wordTexts } from '../texts/words.ts'
import { pointTexts } from './texts.ts'

const isShipped = (code: string) => shippedPointService.safeParse(code).data

/** The list of services of points: case officers add some, and end some (R493). */
export function usePointServices(): {
  /** Of the desk; also of one that is not offered any more. */
  readonly nameOf: (code: PointService) => string
  /** In the visitor's words. */
  readonly comesFor: (code: PointService) => string
  /** Offered today, in the order of the list. */
  readonly offered: readonly PointService[]
  /** Those, and services that are offered from a later day on. */
  readonly coming: readonly PointService[]
} {
  const words = useTexts(wordTexts)
  const t = useTexts(pointTexts)
  const language = usePageLanguage()
  const { data } = useApiQuery(['point-services'], listPointServices, {}, { staleTime: 60_000 })
  const services = data?.ok ? data.value.services : undefined
  const nameOf = (code: PointService): string => {
    const shipped = isShipped(code)
    if (shipped !== undefined) return words(`pointService.${shipped}`)
    return services?.find((one) => one.code === code)?.name[language] ?? code
  }
  const codesOf = (isShown: (service: PointServiceView) => boolean): readonly PointService[] =>
    services?.filter(isShown).map(({ code }) => code) ?? shippedPointService.options
  return {
    nameOf,
    comesFor: (code) => {
      const shipped = isShipped(code)
      return shipped === undefined ? nameOf(code) : t(`comesFor.${shipped}`)
    },
    offered: codesOf(({ isOffered }) => isOffered),
    coming: codesOf(({ isOffered, isComing }) => isOffered || isComing),
  }
}
