import { zodResolver } from '@hookform/resolvers/zod'
import type { SessionView } from '@sotevarmenne/api/authentication'
import {
  addOrganisation,
  lookUpOrganisation,
  organisationKind,
  type RegisteredOrganisationView,
} from '@sotevarmenne/api/organisations'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { Navigate, useNavigate, useOutletContext } from 'react-router'
import { Heading, InlineAlert, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { mayDo } from '../api/session.ts'
import { callApi } from '../api/call-api.ts'
import { errorText } from '../forms/error-texts.ts'
import { SelectField, TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { TickList } from '../forms/tick-list.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { organisationTexts } from './organisation-texts.ts'
import { ContactsFields, contactOf, typedContact } from './contact-fields.tsx'

/** A new customer: first the register data, then what the service needs besides. */
export function EnterOrganisationPage() {
  const t = useTexts(organisationTexts)
  const href = useHref()
  const session = useOutletContext<SessionView>()
  const [found, setFound] = useState<RegisteredOrganisationView>()
  if (!mayDo(session, 'organisations.addOrganisation'))
    return <Navigate to={href('operations/organisations')} replace />
  return (
    <>
      <PageTitle>{t('add')}</PageTitle>
      <LookUp onFound={setFound} />
      {found === undefined ? null : <Registered key={found.businessId} found={found} />}
      <Actions>
        <PageLink to="operations/organisations">{t('back')}</PageLink>
      </Actions>
    </>
  )
}

const typedNumber = z.object({
  businessId: z
    .string()
    .trim()
    .regex(/^\d{6,7}-\d$/, { error: errorText('businessId') }),
})

function LookUp({ onFound }: { onFound: (found: RegisteredOrganisationView | undefined) => void }) {
  const t = useTexts(organisationTexts)
  const { run, isActing, shown } = useAction()
  const form = useForm<z.input<typeof typedNumber>>({
    resolver: zodResolver(typedNumber),
    defaultValues: { businessId: '' },
    shouldFocusError: false,
  })

  function lookUp({ businessId }: z.output<typeof typedNumber>): Promise<void> {
    return run(async () => {
      const response = await callApi(lookUpOrganisation, { businessId })
      if (!response.ok) onFound(undefined)
      return response
    }, onFound)
  }

  return (
    <Panel aria-label={t('lookUp')}>
      <Paragraph mb="s">{t('lookUpHelp')}</Paragraph>
      <Form form={form} onSubmit={lookUp}>
        <TextField name="businessId" label={t('businessId')} hint={t('businessIdHint')} />
        {shown}
        <SubmitButton isActing={isActing}>{t('lookUp')}</SubmitButton>
      </Form>
    </Panel>
  )
}

function Registered({ found }: { found: RegisteredOrganisationView }) {
  const t = useTexts(organisationTexts)
  const { time } = useDates()
  return (
    <>
      <Panel aria-labelledby="registered" aria-live="polite">
        <Heading variant="h2" id="registered" mb="s">
          {t('registered')}
        </Heading>
        <Facts
          facts={[
            [t('name'), found.name],
            [t('businessStatus'), t(`status.${found.status}`)],
            ['OID', found.oid],
            [
              t('codeService'),
              t(found.isCoded ? 'coded' : 'notCoded', { time: time(found.copiedAt) }),
            ],
          ]}
        />
        {found.organisationId === undefined ? null : (
          <InlineAlert status="neutral" labelText={t('alreadyEntered')}>
            <PageLink to={`operations/organisations/${found.organisationId}`}>
              {t('toOrganisation')}
            </PageLink>
          </InlineAlert>
        )}
      </Panel>
      {found.organisationId === undefined ? <Enter found={found} /> : null}
    </>
  )
}

const typedOrganisation = z.object({
  name: z
    .string()
    .trim()
    .min(1, { error: errorText('organisationName') })
    .max(200, { error: errorText('organisationName') }),
  kind: organisationKind,
  units: z.array(z.string()),
  contacts: z.array(typedContact),
})

function Enter({ found }: { found: RegisteredOrganisationView }) {
  const t = useTexts(organisationTexts)
  const href = useHref()
  const navigate = useNavigate()
  const { run, isActing, shown } = useAction()
  const form = useForm<z.input<typeof typedOrganisation>>({
    resolver: zodResolver(typedOrganisation),
    defaultValues: {
      ...{ name: found.name, kind: found.isCoded ? 'provider' : 'other-body' },
      ...{ units: [], contacts: [] },
    },
    shouldFocusError: false,
  })

  const enter = (typed: z.output<typeof typedOrganisation>): Promise<void> =>
    run(
      () =>
        callApi(addOrganisation, {
          businessId: found.businessId,
          ...{ name: typed.name, kind: typed.kind },
          units: found.units.filter(({ oid }) => typed.units.includes(oid)),
          contacts: typed.contacts.map(contactOf),
        }),
      async ({ organisationId }) => {
        await navigate(href(`operations/organisations/${organisationId}`))
      },
    )

  return (
    <Panel aria-labelledby="enter">
      <Heading variant="h2" id="enter" mb="s">
        {t('add')}
      </Heading>
      <Form form={form} onSubmit={enter}>
        <TextField name="name" label={t('name')} />
        <SelectField
          name="kind"
          label={t('kind')}
          choices={organisationKind.options.map((value) => ({
            value,
            label: t(`kind.${value}`),
          }))}
        />
        {found.units.length === 0 ? null : (
          <TickList
            name="units"
            label={t('unitsToEnter')}
            hint={t('unitsHint')}
            choices={found.units.map(({ oid, name }) => ({
              value: oid,
              label: `${name}, ${oid}`,
            }))}
          />
        )}
        {found.isCut ? <Paragraph mb="s">{t('unitsCut')}</Paragraph> : null}
        <ContactsFields />
        {shown}
        <SubmitButton isActing={isActing}>{t('addButton')}</SubmitButton>
      </Form>
    </Panel>
  )
}
