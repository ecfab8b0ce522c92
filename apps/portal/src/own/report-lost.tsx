import { reportOwnCardLost, type Card } from '@sotevarmenne/api/cards'
import { useState } from 'react'
import {
  Heading,
  Paragraph,
  RadioButton,
  RadioButtonGroup,
  suomifiDesignTokens,
} from 'suomifi-ui-components'
import styled from 'styled-components'
import { ask } from '../api/ask.ts'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { focusTitle } from '../layout/page-title.tsx'
import { useAct } from '../layout/use-act.tsx'
import { SpareNearby } from '../points/spare-nearby.tsx'
import { useTexts } from '../texts/index.ts'
import { keepOwnCard } from './own-cards.ts'

/** The holder reports the own card lost or stolen: it is closed for good and at once. */
export function ReportLost({ card }: { card: Card }) {
  const t = useTexts('own')
  const words = useTexts('words')
  const [reason, setReason] = useState<'lost' | 'stolen'>('lost')
  const { actOnYes, shown } = useAct()

  const report = (): Promise<() => void> =>
    actOnYes(
      () => ask(reportOwnCardLost, { cardId: card.cardId, reason }),
      (reported) => {
        // The card that signed in is closed, and the session with it: nothing more can be asked, but this can be shown.
        keepOwnCard(reported)
        focusTitle()
      },
    )

  return (
    <Part>
      <Words>
        <Heading variant="h3" smallScreen>
          {t('lostHeading')}
        </Heading>
        <Paragraph>{t('lostHelp')}</Paragraph>
        {shown}
      </Words>
      <ConfirmButton
        label={t('reportLost')}
        title={t('lostConfirmHeading')}
        text={t('lostConfirm')}
        yes={t('closeForGood')}
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
          <RadioButton value="lost">{words('closingReason.lost')}</RadioButton>
          <RadioButton value="stolen">{words('closingReason.stolen')}</RadioButton>
        </RadioButtonGroup>
      </ConfirmButton>
      <Below>
        <SpareNearby />
      </Below>
    </Part>
  )
}

/** Near the top of the card, where it is found in a hurry. */
const Part = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 12px 24px;
  margin: 16px 0;
  padding: 16px;
  background: ${suomifiDesignTokens.colors.depthLight3};
  border-radius: 2px;
`

const Words = styled.div`
  flex: 1 1 20rem;
`

/** Behind the button, which is to be seen without scrolling. */
const Below = styled(Paragraph)`
  flex: 1 0 100%;
`
