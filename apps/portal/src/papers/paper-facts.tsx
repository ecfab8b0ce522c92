import type { Organisation, Paper } from '@sotevarmenne/api/organisations'
import { Link } from 'suomifi-ui-components'
import { addressLine } from '../forms/address.tsx'
import { Facts } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { usePeriod } from '../texts/period.ts'
import { useTexts } from '../texts/index.ts'

/**
 * What an agreement or an authorisation says, and who did what to it when. `among`: what else stands on the page, each under its id:
 * a change leads to the one that it changes.
 */
export function PaperFacts({ paper, among }: { paper: Paper; among: readonly Paper[] }) {
  const t = useTexts('organisations')
  const papers = useTexts('papers')
  const words = useTexts('words')
  const contactText = useContactText()
  const priceListName = usePriceListName()
  const { day, time } = useDates()
  const period = usePeriod()
  const decided = (by: Paper['approved']): string | undefined =>
    by && `${by.by.name}, ${time(by.at)}`
  const before = among.find(({ paperId }) => paperId === paper.replaces)
  const changes = papers(`changes.${paper.kind}`)
  return (
    <Facts
      facts={[
        [t('valid'), period(paper.validFrom, paper.validTo)],
        [
          changes,
          before && (
            <Link
              href={`#${before.paperId}`}
              aria-label={`${changes} ${day(before.validFrom)}`}
              underline="initial"
            >
              {day(before.validFrom)}
            </Link>
          ),
        ],
        [
          t('products'),
          paper.products.map((product) => words(`cardProduct.${product}`)).join(', '),
        ],
        [t('points'), linesOf(paper.points.map(({ name }) => name))],
        [
          t('units'),
          paper.units === 'all'
            ? t('allUnits')
            : linesOf((paper.units ?? []).map(({ name, oid }) => `${name}, ${oid}`)),
        ],
        [t('priceList'), paper.priceList && priceListName(paper.priceList)],
        [t('giver'), paper.giver?.name],
        [t('authorised'), paper.authorised?.name],
        [t('accepted'), paper.accepted && `${paper.accepted.by}, ${day(paper.accepted.on)}`],
        [t('deliveryAddress'), paper.deliveryAddress && addressLine(paper.deliveryAddress)],
        [t('contact'), paper.contact && contactText(paper.contact)],
        [t('proposed'), decided(paper.proposed)],
        [t('approved'), decided(paper.approved)],
        ...(paper.rejected?.because === undefined
          ? ([[t('rejected'), decided(paper.rejected)]] as const)
          : ([
              [t('ended'), decided(paper.rejected)],
              [t('reason'), papers(`because.${paper.rejected.because}`)],
            ] as const)),
        [t('ended'), decided(paper.ended)],
      ]}
    />
  )
}

/** A price list in words. */
export function usePriceListName() {
  const t = useTexts('organisations')
  return (name: string): string => (name === 'standard' ? t('priceList.standard') : name)
}

export function useContactText() {
  const words = useTexts('words')
  return ({ name, email, phone, language }: Organisation['contacts'][number]): string =>
    [name, email, ...(phone === undefined ? [] : [phone]), words(`language.${language}`)].join(', ')
}

export const linesOf = (lines: readonly string[]) =>
  lines.length === 0 ? undefined : lines.map((line) => <div key={line}>{line}</div>)
