import type { PresentedIdentification } from '@sotevarmenne/api/identification'
import type { OrderView } from '@sotevarmenne/api/orders'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { addressLine } from '../forms/address-line.ts'
import { ExactText } from '../layout/exact-text.tsx'
import { Facts } from '../layout/surface.tsx'
import { useCardPrice } from '../fees/card-price.ts'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { deskTexts } from './texts.ts'
import { wordTexts } from '../texts/words.ts'
import { memberTexts } from './member-texts.ts'
import { InLanguage } from '../texts/in-language.tsx'
import { useEmploymentFacts } from './employment-shown.tsx'

/**
 * What the applicant checks and confirms, in the language of the card and the letter; the exact text that is
 * signed is folded under it.
 */
export const OrderSummary = ({ order, photo }: { order: OrderView; photo: string | undefined }) => (
  <InLanguage language={order.language}>
    <Summary order={order} photo={order.photoId === undefined ? undefined : photo} />
  </InLanguage>
)

function Summary({ order, photo }: { order: OrderView; photo: string | undefined }) {
  const t = useTexts(deskTexts)
  const words = useTexts(wordTexts)
  const member = useTexts(memberTexts)
  const language = usePageLanguage()
  const { day, time } = useDates()
  const employmentFacts = useEmploymentFacts()
  const price = useCardPrice()
  const { person, product, typed } = order
  const at = { point: order.point.name }
  const letterTo = typed?.letterAddress
  const documentOf = (presented: PresentedIdentification): string =>
    [
      `${words(`documentType.${presented.documentType}`)} ${presented.documentNumber}`,
      ...(presented.documentType === 'police-verification'
        ? []
        : [t('validUntil', { day: day(presented.expires) })]),
    ].join(', ')
  return (
    <section aria-labelledby="statement">
      <Heading variant="h2" id="statement" mb="s">
        {t('statement')}
      </Heading>
      <Paragraph mb="s">{t('statementHelp')}</Paragraph>
      <Facts
        facts={[
          [t('nameOnCard'), `${person.givenNames} ${person.surname}`],
          [t('product'), words(`cardProduct.${product}`)],
          [t('titleOnCard'), order.title[language]],
          [
            t('registrationNumber'),
            product === 'professional-card' ? order.subjectNumber : undefined,
          ],
          ...employmentFacts(order),
          [t('validToLabel'), day(order.validTo)],
          [
            t('photoHeading'),
            photo === undefined ? (
              t('photoNone')
            ) : (
              <img key="photo" src={photo} alt={t('photoOfApplicant')} width={105} height={135} />
            ),
          ],
          [t('languageOfCard'), words(`language.${order.language}`)],
          [
            t('deliveryShown'),
            order.delivery === 'home' && letterTo !== undefined
              ? t('sentTo', { address: addressLine(letterTo) })
              : t('collectedAt', at),
          ],
          [
            t('letterShown'),
            letterTo === undefined
              ? t('letterAtPoint', at)
              : t('sentTo', { address: addressLine(letterTo) }),
          ],
          [t('identifiedBy'), typed && documentOf(typed.identification)],
          [member('price'), price(order.price)],
          [t('termsHeading'), t('termsAcceptedShown')],
          [t('orderedAtPoint'), `${order.point.name}, ${time(order.draftedAt)}`],
          [t('correctsShown'), order.corrects === undefined ? undefined : t('correctsOrder')],
        ]}
      />
      {order.noticeEmail === undefined ? null : (
        <Paragraph mb="s">{t('noticeEmailGiven', { address: order.noticeEmail })}</Paragraph>
      )}
      <ExactText id="statement-text" is="confirmed" text={order.statement ?? ''} />
    </section>
  )
}
