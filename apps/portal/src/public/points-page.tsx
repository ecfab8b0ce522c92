import {
  county,
  pointService,
  searchPoints,
  spokenLanguage,
  type PublicPointView,
} from '@sotevarmenne/api/points'
import { zodResolver } from '@hookform/resolvers/zod'
import { useEffect, useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { useSearchParams } from 'react-router'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { usePages } from '../api/queries.ts'
import { errorText } from '../forms/error-texts.ts'
import { SelectField, TextField } from '../forms/fields.tsx'
import { typed } from '../forms/typed.ts'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { Panel, SideBySide } from '../layout/surface.tsx'
import { OpeningNow } from '../points/point-facts.tsx'
import { readDay, todayInFinland, useDates } from '../texts/dates.ts'
import { commonTexts } from '../texts/common.ts'
import { useTexts } from '../texts/index.ts'
import { pointTexts } from '../points/texts.ts'
import { wordTexts } from '../texts/words.ts'
import { useMoney } from '../texts/money.ts'
import { usePointServices } from '../points/point-services.ts'

const members = ['county', 'service', 'language', 'place', 'freeBy'] as const

/** The public list of registration points: searched by county, service, language, place and free time. */
export function PointsPage() {
  const t = useTexts(pointTexts)
  const [query, setQuery] = useSearchParams()
  const first = Object.fromEntries(members.map((name) => [name, query.get(name) ?? '']))
  // Under a mistake no former result stays; the address may have one too.
  const [isFaulty, setIsFaulty] = useState(() => !typedSearch.safeParse(first).success)
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph mb="s">{t('lead')}</Paragraph>
      <Search
        first={first}
        onSearch={(sought) => {
          setIsFaulty(sought === undefined)
          if (sought === undefined) return
          setQuery(Object.fromEntries(Object.entries(sought).filter(([, value]) => value !== '')))
        }}
      />
      {isFaulty ? null : (
        <>
          <Heading variant="h2" mt="m" mb="s">
            {t('found')}
          </Heading>
          <Found query={query} />
        </>
      )}
    </>
  )
}

const text = z.string()
const typedSearch = z.object({
  ...{ county: text, service: text, language: text },
  place: typed(searchPoints.input.shape.place, 'place'),
  freeBy: text.superRefine((day, context) => {
    const read = readDay(day)
    if (day.trim() === '') return
    if (read === undefined) context.addIssue({ code: 'custom', message: errorText('day') })
    else if (read < todayInFinland())
      context.addIssue({ code: 'custom', message: errorText('dayPast') })
  }),
})

type Typed = z.output<typeof typedSearch>

function Search({
  first,
  onSearch,
}: {
  first: Readonly<Record<string, string>>
  /** Undefined for a search with a mistake. */
  onSearch: (sought: Typed | undefined) => void
}) {
  const t = useTexts(pointTexts)
  const words = useTexts(wordTexts)
  const { offered, comesFor } = usePointServices()
  const common = useTexts(commonTexts)
  const form = useForm<Typed>({ resolver: zodResolver(typedSearch), defaultValues: { ...first } })
  // Anyone who follows a link with a mistake sees it, too.
  useEffect(() => {
    if (!typedSearch.safeParse(first).success) void form.trigger()
  }, [])
  const any = { value: '', label: t('any') }
  return (
    <Panel aria-label={t('search')}>
      <FormProvider {...form}>
        <form
          role="search"
          noValidate
          onSubmit={(event) =>
            void form.handleSubmit(onSearch, () => {
              onSearch(undefined)
            })(event)
          }
        >
          <SideBySide>
            <SelectField
              name="county"
              label={t('county')}
              choices={[
                any,
                ...county.options.map((value) => ({ value, label: words(`county.${value}`) })),
              ]}
            />
            <SelectField
              name="service"
              label={t('service')}
              choices={[any, ...offered.map((value) => ({ value, label: comesFor(value) }))]}
            />
            <SelectField
              name="language"
              label={t('language')}
              choices={[
                any,
                ...spokenLanguage.options.map((value) => ({
                  value,
                  label: words(`spokenLanguage.${value}`),
                })),
              ]}
            />
            <TextField name="place" label={t('place')} hint={t('placeHint')} />
            <TextField name="freeBy" label={t('freeBy')} hint={common('dayHint')} />
          </SideBySide>
          <Button type="submit">{t('search')}</Button>
        </form>
      </FormProvider>
    </Panel>
  )
}

function Found({ query }: { query: URLSearchParams }) {
  const t = useTexts(pointTexts)
  const sought = {
    county: county.safeParse(query.get('county')).data,
    service: pointService.safeParse(query.get('service')).data,
    language: spokenLanguage.safeParse(query.get('language')).data,
    place: query.get('place') ?? undefined,
    freeBy: readDay(query.get('freeBy') ?? ''),
  }
  const pages = usePages(['registration-points', sought], searchPoints, { ...sought, limit: 20 })
  return (
    <RowList
      pages={pages}
      empty={t('none')}
      rowsOf={({ points }) => points.map((point) => <Point key={point.pointId} point={point} />)}
    />
  )
}

function Point({ point }: { point: PublicPointView }) {
  const t = useTexts(pointTexts)
  const words = useTexts(wordTexts)
  const { time } = useDates()
  const money = useMoney()
  const { address, details, fees, nextFreeAt, pointId, name } = point
  const registering = fees.find(({ service }) => service === 'registering')
  return (
    <Row
      link={<PageLink to={`points/${pointId}`}>{name}</PageLink>}
      facts={[
        `${address.street}, ${address.postOffice}`,
        words(`county.${details.county}`),
        details.languages.map((one) => words(`spokenLanguage.${one}`)).join(', '),
        ...(details.services.includes('registering')
          ? [
              `${words('pointService.registering')}: ${registering ? money(registering.cents) : t('free')}`,
            ]
          : []),
        ...(details.accessibility.includes('step-free') ? [words('accessibility.step-free')] : []),
        ...(details.hasPublicDuty ? [] : [t('ownOnly')]),
      ].join(' · ')}
      state={
        <>
          <OpeningNow now={point.now} />
          <br />
          {nextFreeAt === undefined ? t('noFree') : t('nextFree', { time: time(nextFreeAt) })}
        </>
      }
    />
  )
}
