import type { OrderView } from '@sotevarmenne/api/orders'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { StatementSummary } from '../layout/statement-summary.tsx'
import { useCardPrice } from '../fees/card-price.ts'
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

/** Here with the photo and the reason of the price. */
function Summary({ order, photo }: { order: OrderView; photo: string | undefined }) {
  const t = useTexts(deskTexts)
  const price = useCardPrice()
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
      <StatementSummary
        id="statement-text"
        statement={order.statement ?? ''}
        valueOf={({ name }) =>
          name === 'photoHeading' || name === 'price' ? shown[name] : undefined
        }
      >
        {order.noticeEmail === undefined ? null : (
          <Paragraph mb="s">{t('noticeEmailGiven', { address: order.noticeEmail })}</Paragraph>
        )}
      </StatementSummary>
    </section>
  )
}

const photoOf = (photo: string, alt: string) => (
  <img src={photo} alt={alt} width={105} height={135} />
)
