import { listCalls, type HotlineCallView, callsShown } from '@sotevarmenne/api/hotline'
import { useState, type SyntheticEvent } from 'react'
import { Button, TextInput } from 'suomifi-ui-components'
import { FilterRow } from '../layout/surface.tsx'
import { usePages } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { useShow } from '../layout/use-show.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { readDay, useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { hotlineTexts } from './texts.ts'
import { spoken } from './what-to-say.ts'

/**
 * Hotline calls for agents and supervisors: by day, by reference number, and those whose holder is still to
 * be reached.
 */
export function CallsPage() {
  const t = useTexts(hotlineTexts)
  const { show, choice } = useShow(callsShown.options, 'all', {
    label: t('show'),
    textOf: (one) => t(`show.${one}`),
  })
  const [typed, setTyped] = useState({ reference: '', from: '', to: '' })
  const [requested, setRequested] = useState(typed)
  const from = readDay(requested.from)
  const to = readDay(requested.to)
  const pages = usePages(['hotline-calls', show, requested], listCalls, {
    show,
    ...(requested.reference === '' ? {} : { reference: requested.reference }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  })
  const isWrong = (day: string): boolean => day.trim() !== '' && readDay(day) === undefined
  return (
    <>
      <PageTitle>{t('callsHeading')}</PageTitle>
      <FilterRow
        role="search"
        onSubmit={(event: SyntheticEvent) => {
          event.preventDefault()
          if (!isWrong(typed.from) && !isWrong(typed.to)) setRequested(typed)
        }}
      >
        {choice}
        <TextInput
          labelText={t('reference')}
          value={typed.reference}
          autoComplete="off"
          onChange={(value) => {
            setTyped({ ...typed, reference: String(value ?? '') })
          }}
        />
        {(['from', 'to'] as const).map((end) => (
          <TextInput
            key={end}
            labelText={t(end)}
            value={typed[end]}
            autoComplete="off"
            onChange={(value) => {
              setTyped({ ...typed, [end]: String(value ?? '') })
            }}
            statusTextAriaLiveMode="polite"
            {...(isWrong(typed[end]) && typed[end].length >= 8
              ? { status: 'error', statusText: t('error.day') }
              : {})}
          />
        ))}
        <Button type="submit" variant="secondary">
          {t('find')}
        </Button>
      </FilterRow>
      <RowList
        pages={pages}
        empty={t('noCalls')}
        rowsOf={({ calls }) => calls.map((call) => <CallRow key={call.callId} call={call} />)}
      />
    </>
  )
}

function CallRow({ call }: { call: HotlineCallView }) {
  const t = useTexts(hotlineTexts)
  const { time } = useDates()
  return (
    <Row
      link={<PageLink to={`hotline/calls/${call.callId}`}>{spoken(call.reference)}</PageLink>}
      facts={[
        time(call.takenAt),
        call.holder === undefined
          ? t('nobody')
          : `${call.holder.surname} ${call.holder.givenNames}`,
        t(`caller.${call.caller}`),
        ...(call.happened === undefined ? [] : [t(`happened.${call.happened}`)]),
      ].join(' · ')}
      state={<CallChip call={call} />}
    />
  )
}

export function CallChip({ call }: { call: HotlineCallView }) {
  const t = useTexts(hotlineTexts)
  if (call.followUp === 'open') return <Chip $tone="bad">{t('followUp.open')}</Chip>
  return (
    <Chip $tone={call.outcome === 'cancelled' ? 'good' : 'neutral'}>
      {t(`outcome.${call.outcome}`)}
    </Chip>
  )
}
