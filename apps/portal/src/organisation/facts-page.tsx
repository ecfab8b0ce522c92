import { zodResolver } from '@hookform/resolvers/zod'
import {
  changeContacts,
  changeUnits,
  viewCodedUnits,
  type AccountView,
} from '@sotevarmenne/api/accounts'
import { ok } from '@sotevarmenne/kernel/result'
import { useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { Heading, InlineAlert, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { Form } from '../forms/form.tsx'
import { TickList } from '../forms/tick-list.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { Done, WithoutResponse } from '../layout/responses.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import {
  contactOf,
  ContactsFields,
  contactTyped,
  noContact,
  typedContact,
} from '../office/contact-fields.tsx'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { accountTexts } from './account-texts.ts'
import { EmailDomains } from './email-domains.tsx'
import { BackToAccount, OfAccount } from './of-account.tsx'

/**
 * The organisation's contacts for the service, and its units; with forms for those of its people who manage
 * them.
 */
export const FactsPage = () => <OfAccount>{(account) => <Shown account={account} />}</OfAccount>

function Shown({ account }: { account: AccountView }) {
  const t = useTexts(accountTexts)
  const { organisation, actions } = account
  const { contacts, units, organisationId, version } = organisation
  const [saved, setSaved] = useState<'contacts' | 'units'>()
  const mayKeep = actions.includes('changePeople')
  const keep = (of: 'contacts' | 'units') => (changed: AccountView) => {
    queryClient.setQueryData(['account', organisationId], ok(changed))
    setSaved(of)
  }
  return (
    <>
      <PageTitle>{t('facts')}</PageTitle>
      <Paragraph mb="m">{t('factsLead')}</Paragraph>
      {saved === undefined ? null : (
        <Done key={version} title={t(`${saved}Saved`)} help={t(`${saved}SavedHelp`)} />
      )}
      {contacts.length === 0 ? (
        <InlineAlert status="warning" labelText={t('noContacts')} mb="s">
          {t('noContactsHelp')}
        </InlineAlert>
      ) : null}
      {mayKeep ? (
        <>
          <Contacts key={JSON.stringify(contacts)} account={account} onChanged={keep('contacts')} />
          <Units key={JSON.stringify(units)} account={account} onChanged={keep('units')} />
        </>
      ) : (
        <Panel aria-label={t('facts')}>
          <Facts
            facts={contacts.map(({ name, email, phone }) => [
              name,
              [email, ...(phone === undefined ? [] : [phone])].join(', '),
            ])}
          />
          <Heading variant="h2" mt="m" mb="s">
            {t('units')}
          </Heading>
          {units.length === 0 ? <Paragraph>{t('noUnits')}</Paragraph> : null}
          <Facts facts={units.map(({ oid, name }) => [name, oid])} />
        </Panel>
      )}
      {actions.includes('read') ? (
        <EmailDomains organisationId={organisationId} mayChange={mayKeep} />
      ) : null}
      <Actions>
        <BackToAccount />
      </Actions>
    </>
  )
}

type Changing = { account: AccountView; onChanged: (account: AccountView) => void }

function Contacts({ account, onChanged }: Changing) {
  const t = useTexts(accountTexts)
  const { run, isActing, shown } = useAction()
  const { organisationId, version, contacts } = account.organisation
  const typed = z.object({
    contacts: z.array(typedContact).min(1, { error: t('contactMissing') }),
  })
  const language = usePageLanguage()
  const form = useForm<z.input<typeof typed>>({
    resolver: zodResolver(typed),
    defaultValues: {
      contacts: contacts.length === 0 ? [noContact(language)] : contacts.map(contactTyped),
    },
    shouldFocusError: false,
  })
  const save = (said: z.output<typeof typed>): Promise<void> =>
    run(
      () =>
        callApi(changeContacts, {
          ...{ organisationId, version },
          contacts: said.contacts.map(contactOf),
        }),
      onChanged,
    )
  return (
    <Panel aria-label={t('contacts')}>
      <Form form={form} onSubmit={save}>
        <ContactsFields />
        {shown}
        <SubmitButton isActing={isActing}>{t('saveContacts')}</SubmitButton>
      </Form>
    </Panel>
  )
}

function Units({ account, onChanged }: Changing) {
  const t = useTexts(accountTexts)
  const { organisationId, units } = account.organisation
  const query = useApiQuery(['coded-units', organisationId], viewCodedUnits, { organisationId })
  if (query.data?.ok !== true) return <WithoutResponse query={query} />
  const known = new Set(query.data.value.units.map(({ oid }) => oid))
  const choices = [...query.data.value.units, ...units.filter(({ oid }) => !known.has(oid))]
  return (
    <Panel aria-label={t('units')}>
      {query.data.value.isCut ? <Paragraph mb="s">{t('unitsCut')}</Paragraph> : null}
      {choices.length === 0 ? (
        <Paragraph>{t('noCodedUnits')}</Paragraph>
      ) : (
        <UnitsForm
          account={account}
          choices={choices}
          copiedAt={query.data.value.copiedAt}
          onChanged={onChanged}
        />
      )}
    </Panel>
  )
}

const typedUnits = z.object({ units: z.array(z.string()) })

function UnitsForm({
  account,
  choices,
  copiedAt,
  onChanged,
}: Changing & { choices: AccountView['organisation']['units']; copiedAt: string }) {
  const t = useTexts(accountTexts)
  const { dayOf } = useDates()
  const { run, isActing, shown } = useAction()
  const { organisationId, version, units: had } = account.organisation
  const form = useForm<z.input<typeof typedUnits>>({
    resolver: zodResolver(typedUnits),
    defaultValues: { units: had.map(({ oid }) => oid) },
    shouldFocusError: false,
  })
  const save = ({ units }: z.output<typeof typedUnits>): Promise<void> =>
    run(() => callApi(changeUnits, { organisationId, version, units }), onChanged)
  return (
    <FormProvider {...form}>
      <form noValidate onSubmit={(event) => void form.handleSubmit(save)(event)}>
        <TickList
          name="units"
          label={t('unitsToKeep')}
          hint={t('unitsHint', { day: dayOf(copiedAt) })}
          choices={choices.map(({ oid, name }) => ({ value: oid, label: `${name}, ${oid}` }))}
        />
        {shown}
        <SubmitButton isActing={isActing}>{t('saveUnits')}</SubmitButton>
      </form>
    </FormProvider>
  )
}
