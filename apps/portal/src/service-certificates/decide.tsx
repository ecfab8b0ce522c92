import { useState } from 'react'
import { Button, Heading, Paragraph, Textarea } from 'suomifi-ui-components'
import type { Answer } from '../api/ask.ts'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { useTexts } from '../texts/index.ts'

/** A handler's decision, with its reason where one is typed. Nothing where the handler may decide nothing. */
export function Decide<Decision extends string, Decided>({
  decisions,
  nameOf,
  help,
  decide,
  onDecided,
}: {
  /** Those that the handler may take now, in their order. */
  decisions: readonly Decision[]
  nameOf: (decision: Decision) => string
  help: string
  decide: (decided: { decision: Decision; because?: string }) => Promise<Answer<Decided>>
  onDecided: (decided: Decided, decision: Decision) => void
}) {
  const t = useTexts('certificates')
  const [because, setBecause] = useState('')
  const { act, isActing, shown } = useAct()
  if (decisions.length === 0) return null
  return (
    <Panel aria-labelledby="decide">
      <Heading variant="h2" id="decide" mb="xs">
        {t('decide')}
      </Heading>
      <Paragraph mb="s">{help}</Paragraph>
      <Textarea
        id="because"
        labelText={t('decideBecause')}
        value={because}
        onChange={(event) => {
          setBecause(event.target.value)
        }}
        fullWidth
      />
      {shown}
      <Actions>
        {decisions.map((decision) => (
          <Button
            key={decision}
            variant={decision === 'check' || decision === 'approve' ? 'default' : 'secondary'}
            disabled={isActing}
            onClick={() =>
              void act(
                () => decide({ decision, ...(because.trim() === '' ? {} : { because }) }),
                (decided) => {
                  onDecided(decided, decision)
                },
              )
            }
          >
            {nameOf(decision)}
          </Button>
        ))}
      </Actions>
    </Panel>
  )
}
