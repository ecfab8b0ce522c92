import { zodResolver } from '@hookform/resolvers/zod'
import {
  changeOrganisation,
  lookUpOrganisation,
  organisationKind,
  type OrganisationView,
} from '@sotevarmenne/api/organisations'
import { ok } from '@sotevarmenne/kernel/result'
import { useForm } from 'react-hook-form'
import { useNavigate } from 'react-router'
import { Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { errorText } from '../forms/error-texts.ts'
import { SelectField, TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { TickList } from '../forms/tick-list.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { Fetching, ProblemShown, Unreachable } from '../layout/responses.tsx'
import { PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { organisationTexts } from './organisation-texts.ts'
import { commonTexts } from '../texts/common.ts'
import { contactOf, ContactsFields, contactTyped, typedContact } from './contact-fields.tsx'
import { OfOrganisation } from './of-organisation.tsx'

/** Changes name, units or contacts: the earlier version is retained. */
export const ChangeOrganisationPage = () => (
  <OfOrganisation>{(organisation) => <Change organisation={organisation} />}</OfOrganisation>
)

/**
 * Units may be added from the code service; while it or the business register does not respond, the others
 * stay unchanged.
 */
function Change({ organisation }: { organisation: OrganisationView }) {
  const t = useTexts(organisationTexts)
  const { businessId } = organisation
  const { data, isLoadingError, isPending, refetch } = useApiQuery(
    ['registered-organisation', businessId],
    lookUpOrganisation,
    { businessId },
  )
  const coded = data?.ok === true ? data.value.units : []
  const known = new Set(organisation.units.map(({ oid }) => oid))
  return (
    <>
      <PageTitle>{t('changeHeading', { name: organisation.name })}</PageTitle>
      <Paragraph mb="s">{t('changeHelp')}</Paragraph>
      {isLoadingError ? <Unreachable onRetry={() => void refetch()} /> : null}
      {data?.ok === false ? <ProblemShown problem={data.refusal} /> : null}
      {isPending ? (
        <Fetching />
      ) : (
        <OrganisationForm
          organisation={organisation}
          units={[...organisation.units, ...coded.filter(({ oid }) => !known.has(oid))]}
        />
      )}
    </>
  )
}

const typedFacts = z.object({
  name: z
    .string()
    .trim()
    .min(1, { error: errorText('organisationName') })
    .max(200, { error: errorText('organisationName') }),
  kind: organisationKind,
  units: z.array(z.string()),
  contacts: z.array(typedContact),
})

function OrganisationForm({
  organisation: { organisationId, version, name, kind, units: had, contacts },
  units,
}: {
  organisation: OrganisationView
  units: OrganisationView['units']
}) {
  const t = useTexts(organisationTexts)
  const common = useTexts(commonTexts)
  const href = useHref()
  const navigate = useNavigate()
  const { run, isActing, shown } = useAction()
  const form = useForm<z.input<typeof typedFacts>>({
    resolver: zodResolver(typedFacts),
    defaultValues: {
      ...{ name, kind },
      units: had.map(({ oid }) => oid),
      contacts: contacts.map(contactTyped),
    },
    shouldFocusError: false,
  })

  const save = (typed: z.output<typeof typedFacts>): Promise<void> =>
    run(
      () =>
        callApi(changeOrganisation, {
          ...{ organisationId, version, name: typed.name, kind: typed.kind },
          units: units.filter(({ oid }) => typed.units.includes(oid)),
          contacts: typed.contacts.map(contactOf),
        }),
      async (changed) => {
        queryClient.setQueryData(['organisation', organisationId], ok(changed))
        void queryClient.invalidateQueries({ queryKey: ['organisation-history', organisationId] })
        await navigate(href(`operations/organisations/${organisationId}`), {
          state: { isSaved: true },
        })
      },
    )

  return (
    <Panel aria-label={t('change')}>
      <Form form={form} onSubmit={save}>
        <TextField name="name" label={t('name')} />
        <SelectField
          name="kind"
          label={t('kind')}
          choices={organisationKind.options.map((value) => ({
            value,
            label: t(`kind.${value}`),
          }))}
        />
        {units.length === 0 ? null : (
          <TickList
            name="units"
            label={t('unitsToEnter')}
            choices={units.map(({ oid, name: unit }) => ({
              value: oid,
              label: `${unit}, ${oid}`,
            }))}
          />
        )}
        <ContactsFields />
        {shown}
        <Actions>
          <SubmitButton isActing={isActing}>{t('save')}</SubmitButton>
          <PageLink to={`operations/organisations/${organisationId}`}>{common('back')}</PageLink>
        </Actions>
      </Form>
    </Panel>
  )
}
