import { useState } from 'react'
import { Button, Heading, Paragraph, Textarea } from 'suomifi-ui-components'
import type { ApiResult } from '../api/call-api.ts'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'

/** A case officer's decision, with its reason where one is typed. Nothing where no decision is allowed. */
export function Decide<Decision extends string, Decided>({
  decisions,
  nameOf,
  help,
  decide,
  onDecided,
}: {
  /** Those that the case officer may take now, in their order. */
  decisions: readonly Decision[]
  nameOf: (decision: Decision) => string
  help: string
  decide: (decided: { decision: Decision; because?: string }) => Promise<ApiResult<Decided>>
  onDecided: (decided: Decided, decision: Decision) => void
}) {
  const t = useTexts('certificates')
  const [because, setBecause] = useState('')
  const { run, isActing, shown } = useAction()
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
              void run(
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
