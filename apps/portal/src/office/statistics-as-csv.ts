import type { Statistics } from '@sotevarmenne/api/dashboards'
import { csvLine } from '@sotevarmenne/kernel/csv'
import type { Translate } from '../texts/index.ts'
import type { statisticsTexts } from './statistics-texts.ts'
import type { wordTexts } from '../texts/words.ts'
import type { complaintTexts } from '../desk/complaint-texts.ts'
import type { operationTexts } from '../operations/texts.ts'
import type { Language } from '../texts/text.ts'

/**
 * Every number of the page, one a line: what it is, its day or place, its distinguishing label, and the
 * number.
 */
export function statisticsAsCsv(
  { unit, orders, waits, refusals, places, complaints }: Statistics,
  {
    t,
    words,
    faults,
    operations,
    language,
  }: {
    readonly t: Translate<typeof statisticsTexts>
    readonly words: Translate<typeof wordTexts>
    readonly faults: Translate<typeof complaintTexts>
    readonly operations: Translate<typeof operationTexts>
    readonly language: Language
  },
): string {
  const lines: readonly (readonly [string, string, string, string | number])[] = [
    [t('figure'), `${t(`unit.${unit}`)} / ${t('place')}`, t('detail'), t('count')],
    ...orders.map(
      ({ from, product, state, count }) =>
        [
          t('begun'),
          from,
          `${words(`cardProduct.${product}`)}, ${words(`orderState.${state}`)}`,
          count,
        ] as const,
    ),
    ...waits.flatMap(({ what, units }) =>
      units.map(
        ({ from, median }) =>
          [t(`what.${what}`), from, `${t('median')}, ${t('inMinutes')}`, median] as const,
      ),
    ),
    ...refusals.map(
      ({ title, reason, count }) =>
        [t('refusals'), '', title?.[language] ?? reason, count] as const,
    ),
    ...places.flatMap(({ place, name, blanks, spareOut, spareOverdue }) => {
      const where = place === 'production' ? operations('productionSite') : (name ?? place)
      return [
        ...(blanks ? [[t('blanks'), where, '', blanks.inStock] as const] : []),
        [t('spareOut'), where, '', spareOut] as const,
        [t('spareOverdue'), where, '', spareOverdue] as const,
      ]
    }),
    ...complaints.map(
      ({ from, fault, count }) => [t('complaints'), from, faults(`fault.${fault}`), count] as const,
    ),
  ]
  return lines.map((line) => csvLine(line.map(String))).join('')
}
