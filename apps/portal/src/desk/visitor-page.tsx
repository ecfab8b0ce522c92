import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import {
  searchVisitors,
  viewKnownVisitor,
  viewVisitor,
  type LookUpReasonGiven,
} from '@sotevarmenne/api/orders'
import { ok } from '@sotevarmenne/kernel/result'
import { useEffect, useRef, useState, type SyntheticEvent } from 'react'
import { flushSync } from 'react-dom'
import { useLocation, useNavigate } from 'react-router'
import { Button, TextInput } from 'suomifi-ui-components'
import styled from 'styled-components'
import { callApi, type ApiResult } from '../api/call-api.ts'
import { faultOfIdentityCode } from '../forms/identity-code-fault.ts'
import { SubmitButton } from '../forms/submit-button.tsx'
import { Announced } from '../layout/announced.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { deskTexts } from './texts.ts'
import { LookUpReasonForm } from './look-up-reason.tsx'
import { CallNext, VisitServed } from './visit-served.tsx'
import { VisitorSituation } from './visitor-situation.tsx'
import { useVisitorAtDesk, visitorRequested } from './visitor.ts'
import { VisitorsFound, type Found } from './visitors-found.tsx'

/**
 * The desk's first page: find the visitor by identity code, name, card number or order, see the whole
 * situation, go on from there. Reached from a visit, a card or an order, it opens with their data.
 */
export function VisitorPage() {
  const t = useTexts(deskTexts)
  const [atDesk, setAtDesk] = useVisitorAtDesk()
  const { visitor, visit } = atDesk
  const navigate = useNavigate()
  const given = visitorRequested.safeParse(useLocation().state).data
  const [typed, setTyped] = useState(visitor?.identityCode ?? visit?.contact?.name ?? '')
  const [isTried, setIsTried] = useState(false)
  const [found, setFound] = useState<Found>()
  const [unreasoned, setUnreasoned] = useState<Requested>()
  const { run, clear, isActing, shown } = useAction()
  const input = useRef<HTMLInputElement>(null)
  const result = useRef<HTMLDivElement>(null)
  const code = parseIdentityCode(typed)
  const fault = faultOfIdentityCode(typed)
  const isMissing = isTried && typed.trim().length < 3

  /** During any request the page is empty but for its question why, and the response takes the focus. */
  function requesting<Value>(
    question: () => Promise<ApiResult<Value>>,
    onResponse: (value: Value) => void,
  ): Promise<void> {
    setFound(undefined)
    setAtDesk({ ...(visit && { visit }) })
    return run(question, (value) => {
      // Shown first: what takes the focus is read at once.
      flushSync(() => {
        onResponse(value)
      })
      result.current?.focus()
    })
  }

  const show = (requested: Requested, because?: LookUpReasonGiven) =>
    requesting(
      async () => {
        const viewed = await lookUp(requested, because)
        const isReasonMissing = !viewed.ok && viewed.refusal.kind === 'look-up-reason-missing'
        return isReasonMissing ? ok(undefined) : viewed
      },
      (viewed) => {
        setUnreasoned(viewed === undefined ? requested : undefined)
        if (viewed === undefined) return
        setTyped(viewed.identityCode)
        setAtDesk({ visitor: viewed, ...(visit && { visit }) })
      },
    )

  const search = (sought: string) => requesting(() => callApi(searchVisitors, { sought }), setFound)

  async function find(): Promise<void> {
    setIsTried(true)
    setUnreasoned(undefined)
    if (code.ok) return show({ identityCode: code.value })
    if (fault !== undefined || typed.trim().length < 3) {
      clear()
      setFound(undefined)
      setAtDesk({ ...(visit && { visit }) })
      input.current?.focus()
      return
    }
    return search(typed.trim())
  }

  // A page that links here names the person: once, so that coming back shows the present visitor.
  useEffect(() => {
    if (given !== undefined) {
      void navigate('.', { replace: true, state: null })
      void show(given)
    } else if (visitor === undefined && visit?.contact !== undefined)
      void search(visit.contact.name)
  }, [given?.personId, visit?.visitId])

  function serveNext(): void {
    setAtDesk({})
    setTyped('')
    setIsTried(false)
    setFound(undefined)
    setUnreasoned(undefined)
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
              ? { status: 'error', statusText: t(`identityCode.${fault}`) }
              : isMissing
                ? { status: 'error', statusText: t('soughtMissing') }
                : {})}
          />
          <Buttons>
            <SubmitButton isActing={isActing} acting={t('searching')}>
              {t('search')}
            </SubmitButton>
            {visitor === undefined ? (
              <CallNext
                run={run}
                onCalled={(called) => {
                  setTyped(called.contact?.name ?? '')
                  setFound(undefined)
                  setUnreasoned(undefined)
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
      <Announced
        ref={result}
        label={
          visitor ? `${visitor.givenNames} ${visitor.surname}` : unreasoned && t('reasonHeading')
        }
      >
        {shown}
        {found === undefined ? null : (
          <VisitorsFound
            found={found}
            onChosen={(personId) => {
              void show({ personId })
            }}
          />
        )}
        {unreasoned === undefined ? null : (
          <LookUpReasonForm
            isActing={isActing}
            onGiven={(because) => {
              void show(unreasoned, because)
            }}
          />
        )}
        {visitor === undefined ? null : <VisitorSituation visitor={visitor} />}
      </Announced>
    </>
  )
}

type Requested = { readonly identityCode: string } | { readonly personId: string }

const lookUp = (requested: Requested, because: LookUpReasonGiven | undefined) =>
  'personId' in requested
    ? callApi(viewKnownVisitor, { ...requested, because })
    : callApi(viewVisitor, { ...requested, because })

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
