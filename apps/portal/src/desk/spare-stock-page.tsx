import { addSpareStock, viewSpareStock } from '@sotevarmenne/api/spare-cards'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { useQuery } from '@tanstack/react-query'
import { useState, type SyntheticEvent } from 'react'
import { Button, Heading, Paragraph, TextInput } from 'suomifi-ui-components'
import { ask, queryClient } from '../api/ask.ts'
import { Done, Fetching, ProblemShown, Unreachable } from '../layout/answers.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'

/** Blank spare cards that lie at the registration point, and those that have just come. */
export function SpareStockPage() {
  const t = useTexts('spare')
  const { dayOf } = useDates()
  const { data, isError, refetch } = useQuery({
    queryKey: ['spare-stock'],
    queryFn: ({ signal }) => ask(viewSpareStock, {}, signal),
  })
  const blanks = data?.ok === true ? data.value.blanks : undefined
  return (
    <>
      <PageTitle>{t('stockHeading')}</PageTitle>
      <Arrived />
      <Panel aria-labelledby="in-stock">
        <Heading variant="h2" id="in-stock" mb="xs">
          {t('inStock')}
        </Heading>
        {data?.ok === false ? <ProblemShown problem={data.refusal} /> : null}
        {data !== undefined ? null : isError ? (
          <Unreachable onRetry={() => void refetch()} />
        ) : (
          <Fetching />
        )}
        {blanks?.length === 0 ? <Paragraph>{t('stockEmpty')}</Paragraph> : null}
        <ul>
          {blanks?.map(({ chipSerial, since }) => (
            <li key={chipSerial}>{t('blankSince', { chipSerial, day: dayOf(since) })}</li>
          ))}
        </ul>
      </Panel>
      <PageLink to="desk/spare-cards">{t('toList')}</PageLink>
    </>
  )
}

function Arrived() {
  const t = useTexts('spare')
  const desk = useTexts('desk')
  const [typed, setTyped] = useState('')
  const [isTried, setIsTried] = useState(false)
  const [added, setAdded] = useState<{ readonly added: number; readonly known: number }>()
  const [problem, setProblem] = useState<ProblemDetails>()
  const [isUnreachable, setIsUnreachable] = useState(false)
  const serials = typed.split(/[\s,;]+/).filter((text) => text !== '')
  const isWrong = serials.length === 0 || serials.some((text) => !/^[0-9A-F]{20}$/i.test(text))

  async function add(): Promise<void> {
    setIsTried(true)
    setAdded(undefined)
    setProblem(undefined)
    setIsUnreachable(false)
    if (isWrong) return
    try {
      const answer = await ask(addSpareStock, { chipSerials: serials })
      if (!answer.ok) {
        setProblem(answer.refusal)
        return
      }
      setAdded(answer.value)
      setTyped('')
      setIsTried(false)
      void queryClient.invalidateQueries({ queryKey: ['spare-stock'] })
    } catch {
      setIsUnreachable(true)
    }
  }

  return (
    <Panel aria-labelledby="arrived">
      <Heading variant="h2" id="arrived" mb="xs">
        {t('arrived')}
      </Heading>
      <form
        noValidate
        onSubmit={(event: SyntheticEvent) => {
          event.preventDefault()
          void add()
        }}
      >
        <TextInput
          id="chip-serials"
          labelText={t('serials')}
          hintText={t('serialsHint')}
          fullWidth
          autoComplete="off"
          value={typed}
          onChange={(value) => {
            setTyped(String(value ?? ''))
          }}
          {...(isTried && isWrong
            ? { status: 'error' as const, statusText: desk('error.chipSerial') }
            : {})}
        />
        {added === undefined ? null : (
          <Done title={t('added', added)} help={t('addedHelp', added)} />
        )}
        {problem === undefined ? null : <ProblemShown problem={problem} />}
        {isUnreachable ? <Unreachable onRetry={() => void add()} /> : null}
        <Actions>
          <Button type="submit">{t('add')}</Button>
        </Actions>
      </form>
    </Panel>
  )
}
