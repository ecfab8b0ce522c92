import type { OrganisationView, AgreementView } from '@sotevarmenne/api/organisations'
import { Link } from 'suomifi-ui-components'
import { addressLine } from '../forms/address-line.ts'
import { Facts } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { usePeriod } from '../texts/period.ts'
import { useTexts } from '../texts/index.ts'
import { organisationTexts } from '../office/organisation-texts.ts'
import { agreementTexts } from './texts.ts'
import { wordTexts } from '../texts/words.ts'

/**
 * What an agreement or delegation says, and who did what to it when. `among`: the others on the page, each
 * under its id: a change links to the one that it changes.
 */
export function AgreementFacts({
  agreement,
  among,
}: {
  agreement: AgreementView
  among: readonly AgreementView[]
}) {
  const t = useTexts(organisationTexts)
  const agreements = useTexts(agreementTexts)
  const words = useTexts(wordTexts)
  const contactText = useContactText()
  const priceListName = usePriceListName()
  const { day, time } = useDates()
  const period = usePeriod()
  const decided = (by: AgreementView['approved']): string | undefined =>
    by && `${by.by.name}, ${time(by.at)}`
  const before = among.find(({ agreementId }) => agreementId === agreement.replaces)
  const changes = agreements(`changes.${agreement.kind}`)
  return (
    <Facts
      facts={[
        [t('valid'), period(agreement.validFrom, agreement.validTo)],
        [
          changes,
          before && (
            <Link
              href={`#${before.agreementId}`}
              aria-label={`${changes} ${day(before.validFrom)}`}
              underline="initial"
            >
              {day(before.validFrom)}
            </Link>
          ),
        ],
        [
          t('products'),
          agreement.products.map((product) => words(`cardProduct.${product}`)).join(', '),
        ],
        [t('points'), linesOf(agreement.points.map(({ name }) => name))],
        [
          t('units'),
          agreement.units === 'all'
            ? t('allUnits')
            : linesOf((agreement.units ?? []).map(({ name, oid }) => `${name}, ${oid}`)),
        ],
        [t('priceList'), agreement.priceList && priceListName(agreement.priceList)],
        [t('giver'), agreement.giver?.name],
        [t('delegate'), agreement.delegate?.name],
        [
          t('accepted'),
          agreement.accepted && `${agreement.accepted.by}, ${day(agreement.accepted.on)}`,
        ],
        [t('deliveryAddress'), agreement.deliveryAddress && addressLine(agreement.deliveryAddress)],
        [t('contact'), agreement.contact && contactText(agreement.contact)],
        [t('proposed'), decided(agreement.proposed)],
        [t('approved'), decided(agreement.approved)],
        ...(agreement.rejected?.because === undefined
          ? ([[t('rejected'), decided(agreement.rejected)]] as const)
          : ([
              [t('ended'), decided(agreement.rejected)],
              [t('reason'), agreements(`because.${agreement.rejected.because}`)],
            ] as const)),
        [t('ended'), decided(agreement.ended)],
      ]}
    />
  )
}

/** A price list in words. */
export function usePriceListName() {
  const t = useTexts(organisationTexts)
  return (name: string): string => (name === 'standard' ? t('priceList.standard') : name)
}

export function useContactText() {
  const words = useTexts(wordTexts)
  return ({ name, email, phone, language }: OrganisationView['contacts'][number]): string =>
    [name, email, ...(phone === undefined ? [] : [phone]), words(`language.${language}`)].join(', ')
}

export const linesOf = (lines: readonly string[]) =>
  lines.length === 0 ? undefined : lines.map((line) => <div key={line}>{line}</div>)
