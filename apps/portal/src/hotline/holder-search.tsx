import { findHolder, type HotlineHolderView } from '@sotevarmenne/api/hotline'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { useEffect, useRef, useState, type SyntheticEvent } from 'react'
import {
  Heading,
  InlineAlert,
  Paragraph,
  RadioButton,
  RadioButtonGroup,
  TextInput,
} from 'suomifi-ui-components'
import styled from 'styled-components'
import { callApi } from '../api/call-api.ts'
import { deskTexts } from '../desk/texts.ts'
import { faultOfIdentityCode } from '../forms/identity-code-fault.ts'
import { SubmitButton } from '../forms/submit-button.tsx'
import { Announced } from '../layout/announced.tsx'
import { Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { readDay } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { hotlineTexts } from './texts.ts'

/** Finds the holder by what the caller can say. A single match is chosen at once. */
export function HolderSearch({
  chosen,
  onChosen,
}: {
  chosen: HotlineHolderView | undefined
  /** With the identity code, if the holder was found by it. */
  onChosen: (holder: HotlineHolderView | undefined, identityCode?: string) => void
}) {
  const t = useTexts(hotlineTexts)
  const desk = useTexts(deskTexts)
  const [search, setSearch] = useState('')
  const [birthDate, setBirthDate] = useState('')
  const [found, setFound] = useState<{ holders: HotlineHolderView[]; isCut: boolean }>()
  const { run, clear, isActing, shown } = useAction()
  const field = useRef<HTMLInputElement>(null)
  const result = useRef<HTMLDivElement>(null)
  const born = birthDate.trim() === '' ? undefined : readDay(birthDate)
  const isBirthDateWrong = birthDate.trim() !== '' && born === undefined
  const fault = faultOfIdentityCode(search)
  const [isTried, setIsTried] = useState(false)

  useEffect(() => field.current?.focus(), [])
  useEffect(() => {
    if (found !== undefined) result.current?.focus()
  }, [found])

  async function find(): Promise<void> {
    setIsTried(true)
    // Under a mistake no former holder stays: the call would be about the wrong one.
    clear()
    setFound(undefined)
    onChosen(undefined)
    if (isBirthDateWrong || fault !== undefined) return
    await run(
      () => callApi(findHolder, { search, ...(born === undefined ? {} : { birthDate: born }) }),
      (response) => {
        setFound(response)
        const [only, ...others] = response.holders
        const code = parseIdentityCode(search)
        if (only !== undefined && others.length === 0)
          onChosen(only, code.ok ? code.value : undefined)
      },
    )
  }

  return (
    <Panel aria-labelledby="find-holder">
      <Heading variant="h2" id="find-holder" mb="s">
        {t('findHeading')}
      </Heading>
      <Fields
        role="search"
        onSubmit={(event: SyntheticEvent) => {
          event.preventDefault()
          void find()
        }}
      >
        <TextInput
          id="hotline-search"
          ref={field}
          labelText={t('search')}
          hintText={t('searchHint')}
          value={search}
          onChange={(value) => {
            setSearch(String(value ?? ''))
          }}
          autoComplete="off"
          spellCheck={false}
          statusTextAriaLiveMode="polite"
          {...(fault === undefined
            ? {}
            : { status: 'error', statusText: desk(`identityCode.${fault}`) })}
        />
        <TextInput
          id="hotline-birth-date"
          labelText={t('birthDate')}
          hintText={t('birthDateHint')}
          value={birthDate}
          onChange={(value) => {
            setBirthDate(String(value ?? ''))
            setIsTried(false)
          }}
          autoComplete="off"
          statusTextAriaLiveMode="polite"
          {...(isBirthDateWrong && (isTried || birthDate.length >= 8)
            ? { status: 'error', statusText: t('noSuchDay') }
            : {})}
        />
        <SubmitButton isActing={isActing} acting={t('find')}>
          {t('find')}
        </SubmitButton>
      </Fields>
      <Announced ref={result}>
        {shown}
        {found === undefined ? null : <Found found={found} chosen={chosen} onChosen={onChosen} />}
      </Announced>
    </Panel>
  )
}

function Found({
  found: { holders, isCut },
  chosen,
  onChosen,
}: {
  found: { holders: HotlineHolderView[]; isCut: boolean }
  chosen: HotlineHolderView | undefined
  onChosen: (holder: HotlineHolderView) => void
}) {
  const t = useTexts(hotlineTexts)
  const nameOf = ({ givenNames, surname, bornIn }: HotlineHolderView): string =>
    `${surname} ${givenNames}, ${t('bornIn', { year: String(bornIn) })}`
  if (holders.length === 0) return <Paragraph mt="m">{t('none')}</Paragraph>
  const [only] = holders
  return (
    <Results>
      {holders.length === 1 && only !== undefined ? (
        <strong>{nameOf(only)}</strong>
      ) : (
        <RadioButtonGroup
          name="holder"
          labelText={t('found')}
          value={chosen?.personId ?? ''}
          onChange={(personId) => {
            const holder = holders.find((one) => one.personId === personId)
            if (holder !== undefined) onChosen(holder)
          }}
        >
          {holders.map((holder) => (
            <RadioButton key={holder.personId} value={holder.personId}>
              {nameOf(holder)}
            </RadioButton>
          ))}
        </RadioButtonGroup>
      )}
      {isCut ? <Paragraph>{t('isCut')}</Paragraph> : null}
      {chosen?.nonDisclosure === true ? (
        <InlineAlert status="warning" mt="s">
          {t('nonDisclosure')}
        </InlineAlert>
      ) : null}
    </Results>
  )
}

const Fields = styled.form`
  display: flex;
  flex-wrap: wrap;
  gap: 16px;
  align-items: flex-end;
`

const Results = styled.div`
  margin-top: 20px;
`
