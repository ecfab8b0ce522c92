import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { searchVisitors, viewKnownVisitor, viewVisitor } from '@sotevarmenne/api/orders'
import { useEffect, useRef, useState, type SyntheticEvent } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { Button, TextInput } from 'suomifi-ui-components'
import styled from 'styled-components'
import { ask, type Answer } from '../api/ask.ts'
import { PageTitle } from '../layout/page-title.tsx'
import { Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { useTexts } from '../texts/index.ts'
import { CallNext, VisitServed } from './visit-served.tsx'
import { VisitorSituation } from './visitor-situation.tsx'
import { useVisitorAtDesk, visitorAsked } from './visitor.ts'
import { VisitorsFound, type Found } from './visitors-found.tsx'

/**
 * The desk's first page: find the visitor by identity code, name, card number or order, see the whole situation, go on from
 * there. From a visit, a card or an order it opens with what those know.
 */
export function VisitorPage() {
  const t = useTexts('desk')
  const [atDesk, setAtDesk] = useVisitorAtDesk()
  const { visitor, visit } = atDesk
  const navigate = useNavigate()
  const told = visitorAsked.safeParse(useLocation().state).data
  const [typed, setTyped] = useState(visitor?.identityCode ?? visit?.contact?.name ?? '')
  const [isTried, setIsTried] = useState(false)
  const [found, setFound] = useState<Found>()
  const { act, clear, isActing, shown } = useAct()
  const input = useRef<HTMLInputElement>(null)
  const result = useRef<HTMLDivElement>(null)
  const code = parseIdentityCode(typed)
  const fault =
    !code.ok && looksLikeCode(typed) ? t(`identityCode.${code.refusal.kind}`) : undefined
  const isMissing = isTried && typed.trim().length < 2

  /** Whatever is asked, the page is empty meanwhile, and its answer takes the focus. */
  function asking<Value>(
    question: () => Promise<Answer<Value>>,
    onAnswer: (value: Value) => void,
  ): Promise<void> {
    setFound(undefined)
    setAtDesk({ ...(visit && { visit }) })
    return act(question, (value) => {
      onAnswer(value)
      result.current?.focus()
    })
  }

  const show = (asked: { readonly identityCode: string } | { readonly personId: string }) =>
    asking(
      () => ('personId' in asked ? ask(viewKnownVisitor, asked) : ask(viewVisitor, asked)),
      (viewed) => {
        setTyped(viewed.identityCode)
        setAtDesk({ visitor: viewed, ...(visit && { visit }) })
      },
    )

  const search = (sought: string) => asking(() => ask(searchVisitors, { sought }), setFound)

  async function find(): Promise<void> {
    setIsTried(true)
    if (code.ok) return show({ identityCode: code.value })
    if (looksLikeCode(typed) || typed.trim().length < 2) {
      input.current?.focus()
      return
    }
    return search(typed.trim())
  }

  // A page that leads here says whom it is about: once, so that coming back shows who is at the desk then.
  useEffect(() => {
    if (told !== undefined) {
      void navigate('.', { replace: true, state: null })
      void show(told)
    } else if (visitor === undefined && visit?.contact !== undefined)
      void search(visit.contact.name)
  }, [told?.personId, visit?.visitId])

  function serveNext(): void {
    setAtDesk({})
    setTyped('')
    setIsTried(false)
    setFound(undefined)
    clear()
    input.current?.focus()
  }

  return (
    <>
      <PageTitle>{t('visitorHeading')}</PageTitle>
      {visit === undefined ? null : (
        <VisitServed
          visit={visit}
          visitor={visitor}
          onServed={() => {
            setAtDesk({ ...(visitor && { visitor }) })
          }}
        />
      )}
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
            style={{ width: 480, maxWidth: '100%' }}
            fullWidth
            ref={input}
            labelText={t('sought')}
            hintText={t('soughtHint')}
            value={typed}
            onChange={(value) => {
              setTyped(String(value ?? ''))
              setIsTried(false)
            }}
            autoComplete="off"
            spellCheck={false}
            statusTextAriaLiveMode="polite"
            {...(fault !== undefined
              ? { status: 'error', statusText: fault }
              : isMissing
                ? { status: 'error', statusText: t('soughtMissing') }
                : {})}
          />
          <Buttons>
            <Button
              type="submit"
              {...(isActing ? { loading: true, ariaLoadingText: t('searching') } : {})}
            >
              {t('search')}
            </Button>
            {visitor === undefined ? (
              <CallNext
                act={act}
                onCalled={(called) => {
                  setTyped(called.contact?.name ?? '')
                  setFound(undefined)
                  setAtDesk({ visit: called })
                  input.current?.focus()
                }}
              />
            ) : (
              <Button variant="secondary" onClick={serveNext}>
                {t('nextVisitor')}
              </Button>
            )}
          </Buttons>
        </SearchForm>
      </Panel>
      <div ref={result} tabIndex={-1} style={{ outline: 'none' }}>
        {shown}
        {found === undefined ? null : (
          <VisitorsFound
            found={found}
            onChosen={(personId) => {
              void show({ personId })
            }}
          />
        )}
        {visitor === undefined ? null : <VisitorSituation visitor={visitor} />}
      </div>
    </>
  )
}

/** Six digits and what may stand behind them: no name, and not as long as a card number. */
const looksLikeCode = (typed: string): boolean =>
  /^\d{6}[^\d\s]?[\da-z]{0,4}$/i.test(typed.trim()) && typed.trim().length >= 10

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
