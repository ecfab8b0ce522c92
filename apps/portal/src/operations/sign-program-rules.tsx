import { ok } from '@sotevarmenne/kernel/result'
import { useState } from 'react'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { saveAs } from '../audit-log/save-as.ts'
import { toBase64 } from '../documents/base64.ts'
import { DocumentInput } from '../forms/document-input.tsx'
import { Done } from '../layout/responses.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { SigningSteps } from '../reader/signing-steps.tsx'
import { useCardSignature } from '../reader/use-card-signature.ts'
import { StatementToSign } from '../service-certificates/statement-to-sign.tsx'
import { isOfClientProgram } from '@sotevarmenne/api/statement-facts'
import { useTexts } from '../texts/index.ts'
import { clientTexts } from './client-texts.ts'

/**
 * A case officer signs the statement of a program's rules, which an operator wrote, and gives the signed file back.
 * Nothing is sent to the service: the operator registers the program with the files of two case officers.
 */
export function SignProgramRules() {
  const t = useTexts(clientTexts)
  const [statement, setStatement] = useState<string>()
  const [isOther, setIsOther] = useState(false)
  const [isSaved, setIsSaved] = useState(false)
  const { at, isTried, start, cancel } = useCardSignature()

  async function choose(file: File | undefined): Promise<void> {
    const bytes = file && new Uint8Array(await file.arrayBuffer())
    const isOfRules = bytes !== undefined && isOfClientProgram(new TextDecoder().decode(bytes))
    setIsSaved(false)
    setIsOther(bytes !== undefined && !isOfRules)
    setStatement(isOfRules ? toBase64(bytes) : undefined)
  }

  async function sign(toSign: string): Promise<void> {
    const signature = await start({
      keyUsage: 'nonrepudiation',
      content: () => Promise.resolve(ok(toSign)),
      use: (signed) => Promise.resolve(ok(signed)),
    })
    if (signature === undefined) return
    saveAs(
      'approval.json',
      `${JSON.stringify({ statement: toSign, ...signature }, null, 2)}\n`,
      'application/json',
    )
    setIsSaved(true)
  }

  return (
    <Panel aria-labelledby="sign-rules">
      <Heading variant="h2" id="sign-rules" mb="xs">
        {t('signRules')}
      </Heading>
      <Paragraph mb="s">{t('signRulesHelp')}</Paragraph>
      {isSaved ? <Done title={t('rulesSigned')} help={t('rulesSignedHelp')} /> : null}
      <DocumentInput
        id="statement-of-rules"
        label={t('statementOfRules')}
        accept=""
        error={isOther ? { status: 'error', statusText: t('otherFile') } : {}}
        onChosen={(file) => void choose(file)}
      />
      {statement === undefined ? null : (
        <>
          <StatementToSign statement={statement} />
          {at.step === 'idle' ? (
            <Actions>
              <Button id="sign-it" autoFocus={isTried} onClick={() => void sign(statement)}>
                {t('signByCard')}
              </Button>
            </Actions>
          ) : null}
          <SigningSteps
            at={at}
            keyUsage="nonrepudiation"
            onRetry={() => void sign(statement)}
            onCancel={cancel}
          />
        </>
      )}
    </Panel>
  )
}
