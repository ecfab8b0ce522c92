import type { CardSignatureInput } from '@sotevarmenne/api/values'
import { ok } from '@sotevarmenne/kernel/result'
import { useState } from 'react'
import { Button, Heading, Paragraph, Textarea } from 'suomifi-ui-components'
import type { ApiResult } from '../api/call-api.ts'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { SigningSteps } from '../reader/signing-steps.tsx'
import { useCardSignature } from '../reader/use-card-signature.ts'
import { useTexts } from '../texts/index.ts'
import { certificateTexts } from './texts.ts'
import { StatementToSign } from './statement-to-sign.tsx'

type Decided<Decision> = {
  readonly decision: Decision
  readonly because?: string
  readonly signed?: CardSignatureInput & { readonly statement: string }
}

/**
 * A case officer's decision, with its reason where one is typed; a check and an approval perhaps signed with the
 * case officer's card. Nothing where no decision is allowed.
 */
export function Decide<Decision extends string, Value>({
  decisions,
  nameOf,
  help,
  reasonLabel,
  signs,
  decide,
  onDecided,
}: {
  /** Those that the case officer may take now, in their order. */
  decisions: readonly Decision[]
  nameOf: (decision: Decision) => string
  help: string
  /** Without it that of an application, for its applicant. */
  reasonLabel?: string
  /** Where a check and an approval are signed: the text, base64 of UTF-8, if one of them is possible. */
  signs?: { readonly toSign: string | undefined }
  decide: (decided: Decided<Decision>) => Promise<ApiResult<Value>>
  onDecided: (decided: Value, decision: Decision) => void
}) {
  const t = useTexts(certificateTexts)
  const [because, setBecause] = useState('')
  const [signing, setSigning] = useState<Decision>()
  const { run, runOnConfirm, isActing, shown } = useAction()
  const { at, isTried, start, cancel } = useCardSignature()
  if (decisions.length === 0) return null
  const toSign = signs?.toSign

  const typed = (decision: Decision): Decided<Decision> => ({
    decision,
    ...(because.trim() !== '' && { because }),
  })

  async function sign(decision: Decision, statement: string): Promise<void> {
    setSigning(decision)
    const decided = await start({
      keyUsage: 'nonrepudiation',
      content: () => Promise.resolve(ok(statement)),
      use: (signature) => decide({ decision, signed: { statement, ...signature } }),
    })
    if (decided !== undefined) onDecided(decided, decision)
  }

  return (
    <Panel aria-labelledby="decide">
      <Heading variant="h2" id="decide" mb="xs">
        {t('decide')}
      </Heading>
      <Paragraph mb="s">{help}</Paragraph>
      {toSign === undefined ? null : <StatementToSign statement={toSign} />}
      {at.step === 'idle' ? (
        <>
          <Textarea
            id="because"
            labelText={reasonLabel ?? t('decideBecause')}
            value={because}
            onChange={(event) => {
              setBecause(event.target.value)
            }}
            fullWidth
          />
          {shown}
          <Actions>
            {decisions.map((decision) =>
              signs !== undefined && isGranting(decision) ? (
                <Button
                  key={decision}
                  autoFocus={isTried && decision === signing}
                  disabled={isActing || toSign === undefined}
                  onClick={() => void sign(decision, toSign ?? '')}
                >
                  {nameOf(decision)}
                </Button>
              ) : isGranting(decision) ? (
                // A signature is a confirmation by itself; without one a dialog asks.
                <ConfirmButton
                  key={decision}
                  variant="default"
                  label={nameOf(decision)}
                  title={t('grantSure')}
                  text={help}
                  onYes={() =>
                    runOnConfirm(
                      () => decide(typed(decision)),
                      (decided) => {
                        onDecided(decided, decision)
                      },
                    )
                  }
                />
              ) : (
                <Button
                  key={decision}
                  variant="secondary"
                  disabled={isActing}
                  onClick={() =>
                    void run(
                      () => decide(typed(decision)),
                      (decided) => {
                        onDecided(decided, decision)
                      },
                    )
                  }
                >
                  {nameOf(decision)}
                </Button>
              ),
            )}
          </Actions>
        </>
      ) : null}
      <SigningSteps
        at={at}
        keyUsage="nonrepudiation"
        onRetry={() => {
          if (signing !== undefined && toSign !== undefined) void sign(signing, toSign)
        }}
        onCancel={cancel}
      />
    </Panel>
  )
}

/** They grant something. */
const isGranting = (decision: string): boolean => decision === 'check' || decision === 'approve'
