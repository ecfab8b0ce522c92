import {
  adviceReasonGiven,
  callerAtAdviceDesk,
  lookUpForCaller,
  type CallerAtAdviceDesk,
} from '@sotevarmenne/api/advice-desk'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { useRef, useState, type SyntheticEvent } from 'react'
import { flushSync } from 'react-dom'
import { Button, Heading, Paragraph, TextInput } from 'suomifi-ui-components'
import styled from 'styled-components'
import { callApi } from '../api/call-api.ts'
import { deskTexts } from '../desk/texts.ts'
import { ClosedChoice } from '../forms/closed-choice.tsx'
import { faultOfIdentityCode } from '../forms/identity-code-fault.ts'
import { SubmitButton } from '../forms/submit-button.tsx'
import { Announced } from '../layout/announced.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Columns, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { HelpForCaller } from './help-for-caller.tsx'
import { OrganisationFound, OrganisationsFound } from './organisation-found.tsx'
import { PersonFound } from './person-found.tsx'
import { adviceTexts } from './texts.ts'

/**
 * One call at a time: who calls and about what, one field to look up what they ask, and what may be told. The next call
 * begins with an empty page.
 */
export function AdviceDeskPage() {
  const t = useTexts(adviceTexts)
  const desk = useTexts(deskTexts)
  const [reason, setReason] = useState<CallerAtAdviceDesk>()
  const [about, setAbout] = useState('')
  const [search, setSearch] = useState('')
  const [isTried, setIsTried] = useState(false)
  const [found, setFound] = useState<Found>()
  const { run, clear, isActing, shown } = useAction()
  const result = useRef<HTMLDivElement>(null)
  const because = adviceReasonGiven.safeParse({ reason, text: about })
  const codeFault = faultOfIdentityCode(search)
  const isShort = search.trim().length < 3
  const faults = {
    reason: isTried && reason === undefined ? t('reasonMissing') : undefined,
    about: isTried ? aboutFault() : undefined,
    search: codeFault
      ? desk(`identityCode.${codeFault}`)
      : isTried && isShort
        ? t('searchMissing')
        : undefined,
  }

  function aboutFault(): string | undefined {
    if (adviceReasonGiven.shape.text.safeParse(about).success) return undefined
    return about.trim().length < 3 ? t('aboutMissing') : t('aboutWrong')
  }

  async function lookUp(sought: string): Promise<void> {
    setIsTried(true)
    clear()
    setFound(undefined)
    const isWrong = faultOfIdentityCode(sought) !== undefined || sought.trim().length < 3
    if (!because.success || isWrong) {
      document.getElementById(firstWrong({ reason, isAboutWrong: !!aboutFault() }))?.focus()
      return
    }
    await run(
      () => callApi(lookUpForCaller, { search: sought.trim(), because: because.data }),
      (value) => {
        // Shown first: what takes the focus is read at once.
        flushSync(() => {
          setFound(value)
        })
        result.current?.focus()
      },
    )
  }

  function beginNextCall(): void {
    setReason(undefined)
    setAbout('')
    setSearch('')
    setIsTried(false)
    setFound(undefined)
    clear()
    document.getElementById(ids.reason)?.focus()
  }

  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph>{t('lead')}</Paragraph>
      <Columns>
        <Panel aria-labelledby="call-heading">
          <Heading variant="h2" id="call-heading" mb="s">
            {t('searchHeading')}
          </Heading>
          <form
            role="search"
            aria-labelledby="call-heading"
            noValidate
            onSubmit={(event: SyntheticEvent) => {
              event.preventDefault()
              void lookUp(search)
            }}
          >
            <ClosedChoice
              name="advice-reason"
              label={t('reason')}
              options={callerAtAdviceDesk.options}
              textOf={(one) => t(`reason.${one}`)}
              value={reason}
              onChange={setReason}
              missing={faults.reason}
            />
            <Field
              id={ids.about}
              label={t('about')}
              hint={t('aboutHint')}
              value={about}
              onChange={setAbout}
              fault={faults.about}
            />
            <Field
              id={ids.search}
              label={t('search')}
              hint={t('searchHint')}
              value={search}
              onChange={setSearch}
              fault={faults.search}
            />
            <Actions>
              <SubmitButton id="look-up" isActing={isActing} acting={t('finding')}>
                {t('find')}
              </SubmitButton>
              <Button variant="secondary" onClick={beginNextCall}>
                {t('nextCall')}
              </Button>
            </Actions>
          </form>
        </Panel>
        <HelpForCaller />
      </Columns>
      <Announced ref={result} label={found && nameOf(found, t('several'))}>
        {shown}
        {found?.kind === 'person' ? <PersonFound person={found} /> : null}
        {found?.kind === 'organisation' ? <OrganisationFound organisation={found} /> : null}
        {found?.kind === 'organisations' ? (
          <OrganisationsFound
            found={found}
            onChosen={(businessId) => {
              setSearch(businessId)
              void lookUp(businessId)
            }}
          />
        ) : null}
      </Announced>
    </>
  )
}

type Found = ResponseOf<typeof lookUpForCaller>

function nameOf(found: Found, several: string): string {
  switch (found.kind) {
    case 'person':
      return `${found.givenNames} ${found.surname}`
    case 'organisation':
      return found.name
    case 'organisations':
      return several
  }
}

const ids = {
  reason: `advice-reason-${callerAtAdviceDesk.options[0]}`,
  about: 'advice-about',
  search: 'advice-search',
} as const

function firstWrong({
  reason,
  isAboutWrong,
}: {
  reason: CallerAtAdviceDesk | undefined
  isAboutWrong: boolean
}): string {
  if (reason === undefined) return ids.reason
  return isAboutWrong ? ids.about : ids.search
}

function Field({
  id,
  label,
  hint,
  value,
  onChange,
  fault,
}: {
  id: string
  label: string
  hint: string
  value: string
  onChange: (value: string) => void
  fault: string | undefined
}) {
  return (
    <Spaced>
      <TextInput
        id={id}
        fullWidth
        labelText={label}
        hintText={hint}
        value={value}
        onChange={(typed) => {
          onChange(String(typed ?? ''))
        }}
        autoComplete="off"
        spellCheck={false}
        statusTextAriaLiveMode="polite"
        {...(fault === undefined ? {} : { status: 'error', statusText: fault })}
      />
    </Spaced>
  )
}

const Spaced = styled.div`
  margin-top: 16px;
`
