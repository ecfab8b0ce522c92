import type { SessionView } from '@sotevarmenne/api/authentication'
import { listOrganisations } from '@sotevarmenne/api/organisations'
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
import { Actions, Panel } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { organisationTexts } from './organisation-texts.ts'

/** Customer organisations by name; case officers enter new ones. */
export function OrganisationsPage() {
  const t = useTexts(organisationTexts)
  const session = useOutletContext<SessionView>()
  const href = useHref()
  const [search, setSearch] = useSearchParams()
  const query = search.get('query') ?? ''
  const isWaiting = search.get('agreements') === 'proposed'
  const pages = usePages(['organisations', query, isWaiting], listOrganisations, {
    ...(query === '' ? {} : { query }),
    ...(isWaiting ? { agreements: 'proposed' as const } : {}),
  })
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      {mayDo(session, 'organisations.addOrganisation') ? (
        <Actions style={{ marginTop: 0 }}>
          <MainLink to={href('operations/organisations/new')}>{t('add')}</MainLink>
        </Actions>
      ) : null}
      <Search
        typed={{ query, agreements: isWaiting ? 'proposed' : '' }}
        onSearch={(sought) => {
          setSearch(Object.fromEntries(Object.entries(sought).filter(([, value]) => value !== '')))
        }}
      />
      <Heading variant="h2" mt="m" mb="s">
        {t('found')}
      </Heading>
      <RowList
        pages={pages}
        empty={t('none')}
        rowsOf={({ organisations }) =>
          organisations.map((one) => (
            <Row
              key={one.organisationId}
              link={
                <PageLink to={`operations/organisations/${one.organisationId}`}>
                  {one.name}
                </PageLink>
              }
              facts={`${one.businessId} · ${one.customerNumber} · ${t(`kind.${one.kind}`)}`}
              state={
                one.waitingAgreements === 0 ? null : (
                  <Chip $tone="waiting">
                    {t('waitingAgreements', { count: one.waitingAgreements })}
                  </Chip>
                )
              }
            />
          ))
        }
      />
    </>
  )
}

type Sought = { readonly query: string; readonly agreements: string }

function Search({ typed, onSearch }: { typed: Sought; onSearch: (sought: Sought) => void }) {
  const t = useTexts(organisationTexts)
  const form = useForm<Sought>({ defaultValues: typed })
  return (
    <Panel aria-label={t('find')}>
      <FormProvider {...form}>
        <form role="search" onSubmit={(event) => void form.handleSubmit(onSearch)(event)}>
          <TextField name="query" label={t('search')} />
          <SelectField
            name="agreements"
            label={t('agreements')}
            choices={[
              { value: '', label: t('anyAgreements') },
              { value: 'proposed', label: t('agreementsWaiting') },
            ]}
          />
          <Button type="submit">{t('find')}</Button>
        </form>
      </FormProvider>
    </Panel>
  )
}
