import { reportOwnCardLost, type Card } from '@sotevarmenne/api/cards'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { ok } from '@sotevarmenne/kernel/result'
import { useState } from 'react'
import { Button, Heading, Paragraph, RadioButton, RadioButtonGroup } from 'suomifi-ui-components'
import styled from 'styled-components'
import { ask, queryClient } from '../api/ask.ts'
import { ProblemShown } from '../layout/answers.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { focusTitle } from '../layout/page-title.tsx'
import { Actions } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { ownCardsKey, type OwnCards } from './own-cards.ts'

/** The holder reports the own card lost or stolen: it is closed for good and at once. */
export function ReportLost({ card }: { card: Card }) {
  const t = useTexts('own')
  const words = useTexts('words')
  const [reason, setReason] = useState<'lost' | 'stolen'>('lost')
  const [isOpen, setIsOpen] = useState(false)
  const [problem, setProblem] = useState<ProblemDetails>()

  async function report(): Promise<void> {
    const reported = await ask(reportOwnCardLost, { cardId: card.cardId, reason })
    if (!reported.ok) {
      setProblem(reported.refusal)
      return
    }
    // The card that signed in is closed, and the session with it: nothing more can be asked, but this can be shown.
    queryClient.setQueryData<OwnCards>(ownCardsKey, (before) =>
      before?.ok === true
        ? ok({
            cards: before.value.cards.map((each) =>
              each.cardId === card.cardId ? reported.value : each,
            ),
          })
        : before,
    )
    focusTitle()
  }

  return (
    <Part>
      <Heading variant="h3" mb="xs">
        {t('lostHeading')}
      </Heading>
      <Paragraph mb="s">{t('lostHelp')}</Paragraph>
      {problem === undefined ? null : <ProblemShown problem={problem} />}
      <Actions>
        <Button
          variant="secondary"
          onClick={() => {
            setIsOpen(true)
          }}
        >
          {t('reportLost')}
        </Button>
      </Actions>
      <ConfirmStep
        isOpen={isOpen}
        title={t('lostConfirmHeading')}
        text={t('lostConfirm')}
        yes={t('closeForGood')}
        onYes={report}
        onClose={() => {
          setIsOpen(false)
        }}
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
      </ConfirmStep>
    </Part>
  )
}

const Part = styled.div`
  border-top: 1px solid hsl(202, 7%, 80%);
  margin-top: 24px;
  padding-top: 20px;
`
