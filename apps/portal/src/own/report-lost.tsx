import { colours } from '@sotevarmenne/design-tokens/tokens'
import { reportOwnCardLost, type CardView } from '@sotevarmenne/api/cards'
import { useState } from 'react'
import { Heading, Paragraph, RadioButton, RadioButtonGroup } from 'suomifi-ui-components'
import styled from 'styled-components'
import { callApi } from '../api/call-api.ts'
import { CallIfLost } from '../layout/call-if-lost.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { focusTitleAfter } from '../layout/page-title.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { ownTexts } from './texts.ts'
import { wordTexts } from '../texts/words.ts'
import { keepOwnCard } from './own-cards.ts'

/** The holder reports their card lost or stolen: it is cancelled at once and for good. */
export function ReportLost({ card }: { card: CardView }) {
  const t = useTexts(ownTexts)
  const words = useTexts(wordTexts)
  const [reason, setReason] = useState<'lost' | 'stolen'>('lost')
  const { runOnConfirm, shown } = useAction()

  const report = (): Promise<() => void> =>
    runOnConfirm(
      () => callApi(reportOwnCardLost, { cardId: card.cardId, reason }),
      (reported) => {
        // The card of this sign-in is cancelled, and the session with it: no more requests work, but this can
        // be shown.
        keepOwnCard(reported)
        focusTitleAfter(t('cancelled'))
      },
    )

  return (
    <Part>
      <Words>
        <Heading variant="h3" smallScreen>
          {t('lostHeading')}
        </Heading>
        <Paragraph>{t('lostHelp')}</Paragraph>
        <CallIfLost />
        {shown}
      </Words>
      <ConfirmButton
        label={t('reportLost')}
        title={t('lostConfirmHeading')}
        text={t('lostConfirm')}
        yes={t('cancelForGood')}
        onYes={report}
      >
        <RadioButtonGroup
          name={`loss-${card.cardId}`}
          labelText={t('whatHappened')}
          value={reason}
          onChange={(value) => {
            setReason(value === 'stolen' ? 'stolen' : 'lost')
          }}
          mt="m"
        >
          <RadioButton value="lost">{words('cancellationReason.lost')}</RadioButton>
          <RadioButton value="stolen">{words('cancellationReason.stolen')}</RadioButton>
        </RadioButtonGroup>
      </ConfirmButton>
    </Part>
  )
}

/** Near the top of the card, to be found in a hurry. */
const Part = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 12px 24px;
  margin: 16px 0;
  padding: 16px;
  background: ${colours.ground};
  border-radius: 2px;
`

const Words = styled.div`
  flex: 1 1 20rem;
`
