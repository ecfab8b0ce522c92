import type { ProblemDetails } from '@sotevarmenne/api/problem'
import type { refusalShown } from '@sotevarmenne/api/values'
import { csvLine } from '@sotevarmenne/kernel/csv'
import { useRef, useState } from 'react'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import type { z } from 'zod'
import type { ApiResult } from '../api/call-api.ts'
import { saveAs } from '../audit-log/save-as.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { bulkActTexts } from './bulk-act-texts.ts'
import { sayOutcome } from './outcome.tsx'
import { Done, ProblemShown, Unreachable } from './responses.tsx'
import { Actions } from './surface.tsx'

type Reason = z.infer<typeof refusalShown>

/** A row that was not changed, and the kind of its reason. */
export type RefusedItem = {
  readonly id: string
  readonly name?: string | undefined
  readonly kind: string
}

/** What came of a part of an act. */
export type PartResult = {
  readonly done: number
  readonly already: number
  readonly refused: readonly RefusedItem[]
  readonly reasons: readonly Reason[]
}

const nothing: PartResult = { done: 0, already: 0, refused: [], reasons: [] }

type Act<Row> = {
  /** Another act is another element, which takes the focus again. */
  readonly nr: number
  readonly count: number
  readonly result: PartResult
  /** Not sent, or without a response. */
  readonly rest: readonly Row[]
  readonly isActing: boolean
  readonly problem?: ProblemDetails
  readonly isUnreachable?: true
}

/** How an act is sent: so many rows at once. */
export type Sending<Row> = {
  readonly partSize: number
  readonly send: (rows: readonly Row[]) => Promise<ApiResult<PartResult>>
}

/**
 * An act on many rows, sent in parts. It stops at a refusal of the whole part (a session that ended, say), and goes on with the
 * rest when the user says so: what was sent without a response is sent again, which changes nothing twice.
 */
export function useBulkAct<Row>(onChanged: () => void) {
  const [act, setAct] = useState<Act<Row>>()
  const isUnderWay = useRef(false)
  const nr = useRef(0)
  const sending = useRef<Sending<Row>>(undefined)

  async function goOn(begun: Act<Row>): Promise<void> {
    if (isUnderWay.current || sending.current === undefined) return
    const { partSize, send } = sending.current
    isUnderWay.current = true
    let { result, rest } = begun
    const show = (more: Partial<Act<Row>>): void => {
      const { nr: own, count } = begun
      setAct({ nr: own, count, result, rest, isActing: false, ...more })
    }
    show({ isActing: true })
    try {
      while (rest.length > 0) {
        const response = await send(rest.slice(0, partSize))
        if (!response.ok) {
          show({ problem: response.refusal })
          return
        }
        result = sumOf(result, response.value)
        rest = rest.slice(partSize)
        show({ isActing: rest.length > 0 })
      }
    } catch {
      show({ isUnreachable: true })
    } finally {
      isUnderWay.current = false
      onChanged()
    }
  }

  return {
    act,
    start: (rows: readonly Row[], how: Sending<Row>): void => {
      if (isUnderWay.current) return
      nr.current += 1
      sending.current = how
      void goOn({ nr: nr.current, count: rows.length, result: nothing, rest: rows, isActing: true })
    },
    goOn: (): void => {
      if (act !== undefined) void goOn(act)
    },
    clear: (): void => {
      if (!isUnderWay.current) setAct(undefined)
    },
  }
}

const sumOf = (one: PartResult, other: PartResult): PartResult => ({
  done: one.done + other.done,
  already: one.already + other.already,
  refused: [...one.refused, ...other.refused],
  reasons: [
    ...one.reasons,
    ...other.reasons.filter(({ kind }) => one.reasons.every((reason) => reason.kind !== kind)),
  ],
})

/** How far it is, and what came of it; nothing before the first act. Outside what another search would replace. */
export function BulkOutcome<Row>({
  bulk: { act, goOn },
}: {
  bulk: Pick<ReturnType<typeof useBulkAct<Row>>, 'act' | 'goOn'>
}) {
  const t = useTexts(bulkActTexts)
  if (act === undefined) return null
  const { nr, count, rest, result, isActing, problem, isUnreachable } = act
  const at = count - rest.length
  if (isActing)
    return (
      <div role="status">
        <Paragraph mb="xs">{t('progress', { at, count })}</Paragraph>
        <progress max={count} value={at} aria-label={t('progressName')} style={{ width: '100%' }} />
      </div>
    )
  const isWhole = rest.length === 0
  return (
    <>
      {problem === undefined ? null : <ProblemShown problem={problem} />}
      {isUnreachable ? <Unreachable onRetry={goOn} /> : null}
      {isWhole ? (
        <Done
          key={nr}
          title={t('done', { count: result.done })}
          help={[
            ...(result.already > 0 ? [t('already', { count: result.already })] : []),
            ...(result.refused.length > 0 ? [t('notDone', { count: result.refused.length })] : []),
          ].join(' ')}
          {...(result.done + result.already === 0 && { status: 'error' as const })}
        />
      ) : (
        <>
          <Paragraph mb="s">{t('interrupted', { at, count })}</Paragraph>
          {isUnreachable ? null : (
            <Actions>
              <Button variant="secondary" onClick={goOn}>
                {t('goOn')}
              </Button>
            </Actions>
          )}
        </>
      )}
      <RefusedRows {...result} />
    </>
  )
}

/** As many as a page can usefully show: the file has all. */
const maxShown = 100

/** Rows that are not changed, each with its reason. */
export function RefusedRows({
  refused,
  reasons,
  heading,
}: Pick<PartResult, 'refused' | 'reasons'> & { heading?: string }) {
  const t = useTexts(bulkActTexts)
  const language = usePageLanguage()
  if (refused.length === 0) return null
  const reasonOf = (kind: string): string => {
    const reason = reasons.find((each) => each.kind === kind)
    return reason === undefined ? kind : reason.title[language]
  }
  const advice = reasons.flatMap((reason) => reason.advice?.[language] ?? [])
  const save = (): void => {
    const lines = refused.map(({ name = '', kind }) => [name, reasonOf(kind)])
    saveAs(t('refusedFile'), [[t('name'), t('reason')], ...lines].map(csvLine).join(''))
    sayOutcome(t('saved'))
  }
  return (
    <>
      <Heading variant="h3" mt="m" mb="xs">
        {heading ?? t('refusedHeading', { count: refused.length })}
      </Heading>
      <ul>
        {refused.slice(0, maxShown).map(({ id, name, kind }) => (
          <li key={id}>{[...(name === undefined ? [] : [name]), reasonOf(kind)].join(': ')}</li>
        ))}
      </ul>
      {[...new Set(advice)].map((text) => (
        <Paragraph key={text} mb="xs">
          {text}
        </Paragraph>
      ))}
      {refused.length > maxShown ? (
        <Paragraph mb="s">{t('moreRefused', { shown: maxShown, count: refused.length })}</Paragraph>
      ) : null}
      <Actions style={{ marginTop: 12 }}>
        <Button variant="secondary" onClick={save}>
          {t('saveRefused')}
        </Button>
      </Actions>
    </>
  )
}
