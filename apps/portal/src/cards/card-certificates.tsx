import type { CardView } from '@sotevarmenne/api/cards'
import { Paragraph } from 'suomifi-ui-components'
import { Facts } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { cardTexts } from './texts.ts'
import { wordTexts } from '../texts/words.ts'
import { isOnItsWay } from './use-card.ts'

export function CardCertificates({ card }: { card: CardView }) {
  const t = useTexts(cardTexts)
  const words = useTexts(wordTexts)
  const { dayOf } = useDates()
  if (card.certificates.length === 0)
    return (
      <Paragraph mt="xs">{t(isOnItsWay(card) ? 'certificatesCome' : 'noCertificates')}</Paragraph>
    )
  return card.certificates.map(({ purpose, serial, notBefore, notAfter }) => (
    <Facts
      key={serial}
      facts={[
        [
          t('purpose'),
          t(purpose === 'authentication' ? 'byBasicPin' : 'bySignaturePin', {
            purpose: words(`certificatePurpose.${purpose}`),
          }),
        ],
        [t('validFrom'), dayOf(notBefore)],
        [t('validUntil'), dayOf(notAfter)],
        [t('serial'), serial],
      ]}
    />
  ))
}
