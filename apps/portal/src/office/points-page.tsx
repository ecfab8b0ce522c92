import type { SessionView } from '@sotevarmenne/api/authentication'
import { county, listPoints, pointStanding, type OfficePointView } from '@sotevarmenne/api/points'
import { FormProvider, useForm } from 'react-hook-form'
import { useOutletContext, useSearchParams } from 'react-router'
import { Button, Heading } from 'suomifi-ui-components'
import { mayDo } from '../api/session.ts'
import { usePages } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { SelectField, TextField } from '../forms/fields.tsx'
import { MainLink, PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { Actions, Panel, SideBySide } from '../layout/surface.tsx'
import { todayInFinland } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { officeTexts } from './texts.ts'
import { pointTexts } from '../points/texts.ts'
import { wordTexts } from '../texts/words.ts'

const members = ['place', 'county', 'standing'] as const

/** Registration points at the office: searched by place, county and state. */
export function OfficePointsPage() {
  const t = useTexts(officeTexts)
  const href = useHref()
  const session = useOutletContext<SessionView>()
  const [query, setQuery] = useSearchParams()
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      {mayDo(session, 'registration.enterPoint') ? (
        <Actions style={{ marginTop: 0 }}>
          <MainLink to={href('operations/points/new')}>{t('enterPoint')}</MainLink>
        </Actions>
      ) : null}
      <Search
        typed={Object.fromEntries(members.map((name) => [name, query.get(name) ?? '']))}
        onSearch={(sought) => {
          setQuery(Object.fromEntries(Object.entries(sought).filter(([, value]) => value !== '')))
        }}
      />
      <Heading variant="h2" mt="m" mb="s">
        {t('found')}
      </Heading>
      <Found query={query} />
    </>
  )
}

type Typed = { readonly [name: string]: string }

function Search({ typed, onSearch }: { typed: Typed; onSearch: (sought: Typed) => void }) {
  const t = useTexts(officeTexts)
  const points = useTexts(pointTexts)
  const words = useTexts(wordTexts)
  const form = useForm<Record<string, string>>({ defaultValues: { ...typed } })
  const any = { value: '', label: t('any') }
  return (
    <Panel aria-label={t('search')}>
      <FormProvider {...form}>
        <form role="search" onSubmit={(event) => void form.handleSubmit(onSearch)(event)}>
          <SideBySide>
            <TextField name="place" label={points('place')} hint={points('placeHint')} />
            <SelectField
              name="county"
              label={t('county')}
              choices={[
                any,
                ...county.options.map((value) => ({ value, label: words(`county.${value}`) })),
              ]}
            />
            <SelectField
              name="standing"
              label={t('standing')}
              choices={[
                any,
                ...pointStanding.options.map((value) => ({
                  value,
                  label: t(`standing.${value}`),
                })),
              ]}
            />
          </SideBySide>
          <Button type="submit">{t('search')}</Button>
        </form>
      </FormProvider>
    </Panel>
  )
}

function Found({ query }: { query: URLSearchParams }) {
  const t = useTexts(officeTexts)
  const place = query.get('place') ?? ''
  const sought = {
    county: county.safeParse(query.get('county')).data,
    standing: pointStanding.safeParse(query.get('standing')).data,
    ...(place === '' ? {} : { place }),
  }
  const pages = usePages(['office-points', sought], listPoints, sought)
  return (
    <RowList
      pages={pages}
      empty={t('none')}
      rowsOf={({ points }) => points.map((point) => <PointRow key={point.pointId} point={point} />)}
    />
  )
}

function PointRow({
  point: { pointId, name, address, details, staffing },
}: {
  point: OfficePointView
}) {
  const t = useTexts(officeTexts)
  const words = useTexts(wordTexts)
  const hasEnded = details?.lastDay !== undefined && details.lastDay < todayInFinland()
  return (
    <Row
      link={<PageLink to={`operations/points/${pointId}`}>{name}</PageLink>}
      facts={[
        `${address.street}, ${address.postOffice}`,
        ...(details === undefined
          ? [t('standing.incomplete')]
          : [words(`county.${details.county}`), details.pointOperator]),
      ].join(' · ')}
      state={
        hasEnded ? (
          <Chip $tone="neutral">{t('standing.ended')}</Chip>
        ) : (
          <Chip $tone={staffing.isEnough ? 'good' : 'bad'}>
            {t('registrarsOf', {
              registrars: staffing.registrars,
              required: staffing.required,
            })}
          </Chip>
        )
      }
    />
  )
}
