import { summaryOf } from '@sotevarmenne/api/statement-summary'
import type { OrderView } from '@sotevarmenne/api/orders'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { fromBase64 } from '../documents/base64.ts'
import { ExactText } from '../layout/exact-text.tsx'
import { Facts } from '../layout/surface.tsx'
import { useCardPrice } from '../fees/card-price.ts'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { deskTexts } from './texts.ts'
import { InLanguage } from '../texts/in-language.tsx'

/**
 * What the applicant checks and confirms, in the language of the card and the letter; the exact text that is
 * signed is folded under it.
 */
export const OrderSummary = ({ order, photo }: { order: OrderView; photo: string | undefined }) => (
  <InLanguage language={order.language}>
    <Summary order={order} photo={order.photoId === undefined ? undefined : photo} />
  </InLanguage>
)

/** The summary that the reader software shows too, by the same text; here with the photo and the reason of the price. */
function Summary({ order, photo }: { order: OrderView; photo: string | undefined }) {
  const t = useTexts(deskTexts)
  const language = usePageLanguage()
  const dates = useDates()
  const price = useCardPrice()
  const statement = order.statement ?? ''
  const rows = summaryOf(new TextDecoder().decode(fromBase64(statement)), language, dates)
  const shown = {
    photoHeading: photo && photoOf(photo, t('photoOfApplicant')),
    price: price(order.price),
  }
  return (
    <section aria-labelledby="statement">
      <Heading variant="h2" id="statement" mb="s">
        {t('statement')}
      </Heading>
      <Paragraph mb="s">{t('statementHelp')}</Paragraph>
      <Facts
        facts={(rows ?? []).map(({ name, label, value }) => [
          label,
          (name === 'photoHeading' || name === 'price' ? shown[name] : undefined) ?? value,
        ])}
      />
      {order.noticeEmail === undefined ? null : (
        <Paragraph mb="s">{t('noticeEmailGiven', { address: order.noticeEmail })}</Paragraph>
      )}
      <ExactText id="statement-text" is="confirmed" text={statement} isOpen={rows === undefined} />
    </section>
  )
}

const photoOf = (photo: string, alt: string) => (
  <img src={photo} alt={alt} width={105} height={135} />
)
