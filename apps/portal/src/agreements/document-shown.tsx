import type { AgreementDocumentView } from '@sotevarmenne/api/agreements'
import { Chip } from '../cards/card-facts.tsx'
import { addressLine } from '../forms/address-line.ts'
import { Facts } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { usePeriod } from '../texts/period.ts'
import { useTexts } from '../texts/index.ts'
import { agreementTexts } from './texts.ts'
import { organisationTexts } from '../office/organisation-texts.ts'
import { accountTexts } from '../organisation/account-texts.ts'
import { wordTexts } from '../texts/words.ts'
import { usePriceListName } from './agreement-facts.tsx'

const documentTones = {
  drafted: 'waiting',
  signed: 'waiting',
  concluded: 'good',
  declined: 'bad',
  withdrawn: 'neutral',
} as const

/** What the document is called. */
export function useDocumentTitle(): (document: AgreementDocumentView) => string {
  const t = useTexts(agreementTexts)
  return ({ terms }) => {
    if (terms.kind === 'end') return t(`kind.end.${terms.ends.kind}`)
    return t(terms.replaces === undefined ? `kind.${terms.kind}` : `kind.${terms.kind}.change`)
  }
}

/** The title with the other organisation's name, for a delegation: tells it apart from others in a list. */
export function useDocumentName(
  organisationId: string,
): (document: AgreementDocumentView) => string {
  const titleOf = useDocumentTitle()
  return (document) => {
    const { organisation, terms } = document
    if (terms.kind !== 'delegation') return titleOf(document)
    const isGiver = organisation.organisationId === organisationId
    return `${titleOf(document)}: ${isGiver ? terms.delegate.name : organisation.name}`
  }
}

/** Its state, as this organisation sees it: the delegate's confirmation is waited for. */
export function DocumentState({
  document: { organisation, state },
  organisationId,
}: {
  document: AgreementDocumentView
  organisationId: string
}) {
  const t = useTexts(agreementTexts)
  const isForUs = state === 'signed' && organisation.organisationId !== organisationId
  return (
    <Chip $tone={documentTones[state]}>{t(isForUs ? 'state.signed.forUs' : `state.${state}`)}</Chip>
  )
}

/** The document's content, as data. */
export function DocumentFacts({ document }: { document: AgreementDocumentView }) {
  const t = useTexts(agreementTexts)
  const priceListName = usePriceListName()
  const organisations = useTexts(organisationTexts)
  const accounts = useTexts(accountTexts)
  const words = useTexts(wordTexts)
  const { day } = useDates()
  const period = usePeriod()
  const { organisation, terms } = document
  if (terms.kind === 'end') {
    const { kind, giver, delegate, validFrom } = terms.ends
    return (
      <Facts
        facts={[
          [t('endedBy'), organisation.name],
          [t('ended'), accounts(`document.${kind}`)],
          [organisations('giver'), kind === 'delegation' ? giver.name : undefined],
          [organisations('delegate'), delegate?.name],
          [t('begun'), day(validFrom)],
        ]}
      />
    )
  }
  const { replacesFrom } = terms
  const scope: readonly (readonly [string, string | undefined])[] = [
    [t(`changes.${terms.kind}`), replacesFrom && day(replacesFrom)],
    [organisations('card'), words(`cardProduct.${terms.product}`)],
    [organisations('points'), terms.points.map(({ name }) => name).join(', ') || t('noPoints')],
    [organisations('valid'), period(terms.validFrom, terms.validTo)],
  ]
  if (terms.kind === 'agreement')
    return (
      <Facts
        facts={[
          [organisations('organisation'), organisation.name],
          ...scope,
          [
            organisations('units'),
            terms.units === 'all'
              ? organisations('allUnits')
              : terms.units.map(({ name, oid }) => `${name}, ${oid}`).join(' · '),
          ],
          [organisations('priceList'), priceListName(terms.priceList)],
        ]}
      />
    )
  const { delegate, deliveryAddress, contact } = terms
  return (
    <Facts
      facts={[
        [organisations('giver'), organisation.name],
        [organisations('delegate'), `${delegate.name}, ${delegate.businessId}`],
        ...scope,
        [organisations('deliveryAddress'), addressLine(deliveryAddress)],
        [
          organisations('contact'),
          [
            contact.name,
            contact.email,
            ...(contact.phone === undefined ? [] : [contact.phone]),
          ].join(', '),
        ],
      ]}
    />
  )
}
