import { zodResolver } from '@hookform/resolvers/zod'
import type { Session } from '@sotevarmenne/api/access'
import {
  addOrganisation,
  listOrganisations,
  organisationKind,
} from '@sotevarmenne/api/organisations'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState, type SyntheticEvent } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { useNavigate, useOutletContext } from 'react-router'
import { Button, Heading, TextInput } from 'suomifi-ui-components'
import { z } from 'zod'
import { ask } from '../api/ask.ts'
import { errorText } from '../forms/error-text.ts'
import { SelectField, TextField } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { ProblemShown, Unreachable } from '../layout/answers.tsx'
import { PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'

/** Customer organisations by name; handlers enter new ones. */
export function OrganisationsPage() {
  const t = useTexts('organisations')
  const { roles } = useOutletContext<Session>()
  const [typed, setTyped] = useState('')
  const [query, setQuery] = useState('')
  const pages = useInfiniteQuery({
    queryKey: ['organisations', query],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      ask(
        listOrganisations,
        { cursor: pageParam, limit: 25, ...(query === '' ? {} : { query }) },
        signal,
      ),
    getNextPageParam: (last) => (last.ok ? last.value.nextCursor : undefined),
  })
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Panel aria-label={t('find')}>
        <form
          role="search"
          onSubmit={(event: SyntheticEvent) => {
            event.preventDefault()
            setQuery(typed.trim())
          }}
        >
          <TextInput
            labelText={t('search')}
            value={typed}
            onChange={(value) => {
              setTyped(String(value ?? ''))
            }}
            autoComplete="off"
          />
          <Actions>
            <Button type="submit">{t('find')}</Button>
          </Actions>
        </form>
      </Panel>
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
              state={null}
            />
          ))
        }
      />
      {roles.includes('handler') ? <AddOrganisation /> : null}
    </>
  )
}

const typedOrganisation = z.object({
  businessId: z
    .string()
    .trim()
    .min(1, { error: errorText('businessId') }),
  name: z
    .string()
    .trim()
    .min(1, { error: errorText('organisationName') })
    .max(200, { error: errorText('organisationName') }),
  kind: organisationKind,
})

function AddOrganisation() {
  const t = useTexts('organisations')
  const href = useHref()
  const navigate = useNavigate()
  const [problem, setProblem] = useState<ProblemDetails>()
  const [isUnreachable, setIsUnreachable] = useState(false)
  const form = useForm<z.input<typeof typedOrganisation>>({
    resolver: zodResolver(typedOrganisation),
    defaultValues: { businessId: '', name: '', kind: 'provider' },
    shouldFocusError: false,
  })

  async function add(typed: z.output<typeof typedOrganisation>): Promise<void> {
    setProblem(undefined)
    setIsUnreachable(false)
    try {
      const added = await ask(addOrganisation, typed)
      if (added.ok) await navigate(href(`operations/organisations/${added.value.organisationId}`))
      else setProblem(added.refusal)
    } catch {
      setIsUnreachable(true)
    }
  }

  return (
    <Panel aria-labelledby="add">
      <Heading variant="h2" id="add" mb="s">
        {t('add')}
      </Heading>
      <FormProvider {...form}>
        <form noValidate onSubmit={(event) => void form.handleSubmit(add)(event)}>
          <FormErrors />
          <TextField name="businessId" label={t('businessId')} hint={t('businessIdHint')} />
          <TextField name="name" label={t('name')} />
          <SelectField
            name="kind"
            label={t('kind')}
            choices={organisationKind.options.map((value) => ({
              value,
              label: t(`kind.${value}`),
            }))}
          />
          {problem === undefined ? null : <ProblemShown problem={problem} />}
          {isUnreachable ? <Unreachable onRetry={() => void form.handleSubmit(add)()} /> : null}
          <Button type="submit">{t('addButton')}</Button>
        </form>
      </FormProvider>
    </Panel>
  )
}
