import { viewVisitor } from '@sotevarmenne/api/orders'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { useRef, useState, type SyntheticEvent } from 'react'
import { Button, TextInput } from 'suomifi-ui-components'
import styled from 'styled-components'
import { ask } from '../api/ask.ts'
import { ProblemShown, Unreachable } from '../layout/answers.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Panel } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { VisitorSituation } from './visitor-situation.tsx'
import { useVisitorAtDesk } from './visitor.ts'

/** The desk's first page: find the visitor by identity code, see the whole situation, go on from there. */
export function VisitorPage() {
  const t = useTexts('desk')
  const [atDesk, setAtDesk] = useVisitorAtDesk()
  const [typed, setTyped] = useState(atDesk?.identityCode ?? '')
  const [isAsking, setIsAsking] = useState(false)
  const [isTried, setIsTried] = useState(false)
  const [problem, setProblem] = useState<ProblemDetails>()
  const [isUnreachable, setIsUnreachable] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const result = useRef<HTMLDivElement>(null)
  const code = parseIdentityCode(typed)
  const isWhole = typed.trim().length >= 11
  const fault =
    !code.ok && (isTried || isWhole) ? t(`identityCode.${code.refusal.kind}`) : undefined

  async function find(): Promise<void> {
    setIsTried(true)
    if (!code.ok) {
      input.current?.focus()
      return
    }
    setIsAsking(true)
    setProblem(undefined)
    setIsUnreachable(false)
    setAtDesk(undefined)
    try {
      const found = await ask(viewVisitor, { identityCode: code.value })
      if (found.ok) setAtDesk({ identityCode: code.value, visitor: found.value })
      else setProblem(found.refusal)
      result.current?.focus()
    } catch {
      setIsUnreachable(true)
    }
    setIsAsking(false)
  }

  function serveNext(): void {
    setAtDesk(undefined)
    setTyped('')
    setIsTried(false)
    setProblem(undefined)
    input.current?.focus()
  }

  return (
    <>
      <PageTitle>{t('visitorHeading')}</PageTitle>
      <Panel aria-label={t('search')}>
        <SearchForm
          role="search"
          onSubmit={(event: SyntheticEvent) => {
            event.preventDefault()
            void find()
          }}
        >
          <TextInput
            id="identity-code"
            ref={input}
            labelText={t('identityCode')}
            hintText={t('identityCodeHint')}
            value={typed}
            onChange={(value) => {
              setTyped(String(value ?? ''))
              setIsTried(false)
            }}
            autoComplete="off"
            spellCheck={false}
            statusTextAriaLiveMode="polite"
            {...(fault === undefined ? {} : { status: 'error', statusText: fault })}
          />
          <Buttons>
            <Button
              type="submit"
              {...(isAsking ? { loading: true, ariaLoadingText: t('searching') } : {})}
            >
              {t('search')}
            </Button>
            {atDesk === undefined ? null : (
              <Button variant="secondary" onClick={serveNext}>
                {t('nextVisitor')}
              </Button>
            )}
          </Buttons>
        </SearchForm>
      </Panel>
      <div ref={result} tabIndex={-1} style={{ outline: 'none' }}>
        {problem === undefined ? null : <ProblemShown problem={problem} />}
        {isUnreachable ? <Unreachable onRetry={() => void find()} /> : null}
        {atDesk === undefined ? null : <VisitorSituation atDesk={atDesk} />}
      </div>
    </>
  )
}

const SearchForm = styled.form`
  display: flex;
  flex-wrap: wrap;
  gap: 16px;
  align-items: flex-end;
`

const Buttons = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: 12px;
`
