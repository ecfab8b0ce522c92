import { zodResolver } from '@hookform/resolvers/zod'
import {
  addEmailDomain,
  endEmailDomain,
  proveEmailDomain,
  viewDomainsOfOrganisation,
  viewEmailDomains,
  type EmailDomainView,
} from '@sotevarmenne/api/email-domains'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { errorText } from '../forms/error-texts.ts'
import { TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { Done, WithoutResponse } from '../layout/responses.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { emailDomainTexts } from './email-domain-texts.ts'

type Shown = ResponseOf<typeof viewEmailDomains>
type DoneNow = 'added' | 'proved' | 'ended'

/** The e-mail domains of the organisation; with forms for those who manage its people. */
export function EmailDomains({
  organisationId,
  mayChange,
}: {
  organisationId: string
  mayChange: boolean
}) {
  const t = useTexts(emailDomainTexts)
  const queryKey = ['email-domains', organisationId]
  const query = useApiQuery(queryKey, viewEmailDomains, { organisationId })
  const [done, setDone] = useState<DoneNow>()
  if (query.data?.ok !== true) return <WithoutResponse query={query} />
  const store = (now: DoneNow) => (value: Shown) => {
    queryClient.setQueryData(queryKey, { ok: true, value })
    setDone(now)
  }
  const { domains } = query.data.value
  return (
    <Panel aria-labelledby="email-domains">
      <Heading variant="h2" id="email-domains" mb="s">
        {t('heading')}
      </Heading>
      <Paragraph mb="s">{t('help')}</Paragraph>
      {done === undefined ? null : (
        <Done
          key={`${done} ${JSON.stringify(domains)}`}
          title={t(`${done}Done`)}
          help={t(done === 'ended' ? 'endHelp' : `${done}DoneHelp`)}
        />
      )}
      {domains.length === 0 ? <Paragraph mb="s">{t('none')}</Paragraph> : null}
      {domains.map((domain) => (
        <DomainShown key={domain.domainId} domain={domain}>
          {mayChange && domain.record !== undefined ? (
            <Change
              organisationId={organisationId}
              domain={domain}
              record={domain.record}
              onBegin={() => {
                setDone(undefined)
              }}
              onChanged={store}
            />
          ) : null}
        </DomainShown>
      ))}
      {mayChange ? (
        <AddDomain
          organisationId={organisationId}
          onBegin={() => {
            setDone(undefined)
          }}
          onAdded={store('added')}
        />
      ) : null}
    </Panel>
  )
}

/** As case officers and auditors see them. */
export function DomainsOfOrganisation({ organisationId }: { organisationId: string }) {
  const t = useTexts(emailDomainTexts)
  const query = useApiQuery(
    ['organisation', organisationId, 'email-domains'],
    viewDomainsOfOrganisation,
    { organisationId },
  )
  if (query.data?.ok !== true) return <WithoutResponse query={query} />
  const { domains } = query.data.value
  return (
    <Panel aria-labelledby="email-domains">
      <Heading variant="h2" id="email-domains" mb="s">
        {t('heading')}
      </Heading>
      {domains.length === 0 ? <Paragraph>{t('none')}</Paragraph> : null}
      {domains.map((domain) => (
        <DomainShown key={domain.domainId} domain={domain} />
      ))}
    </Panel>
  )
}

const tones = {
  'not-proved': 'waiting',
  proved: 'good',
  'run-out': 'waiting',
  ended: 'neutral',
} as const

function DomainShown({
  domain: { domain, state, ...times },
  children,
}: {
  domain: EmailDomainView
  children?: React.ReactNode
}) {
  const t = useTexts(emailDomainTexts)
  const { dayOf } = useDates()
  const { addedAt, provedAt, provedUntil, endedAt } = times
  return (
    <section aria-label={domain}>
      <Heading variant="h3" mt="m" mb="xs">
        {domain} <Chip $tone={tones[state]}>{t(`state.${state}`)}</Chip>
      </Heading>
      <Facts
        facts={[
          [t('added'), dayOf(addedAt)],
          [t('proved'), provedAt === undefined ? undefined : dayOf(provedAt)],
          [
            t('provedUntil'),
            provedUntil === undefined || endedAt !== undefined ? undefined : dayOf(provedUntil),
          ],
          [t('ended'), endedAt === undefined ? undefined : dayOf(endedAt)],
        ]}
      />
      {children}
    </section>
  )
}

function Change({
  organisationId,
  domain: { domainId, domain, state },
  record,
  onBegin,
  onChanged,
}: {
  organisationId: string
  domain: EmailDomainView
  record: { name: string; value: string }
  onBegin: () => void
  onChanged: (done: DoneNow) => (value: Shown) => void
}) {
  const t = useTexts(emailDomainTexts)
  const { run, runOnConfirm, isActing, shown } = useAction()
  const own = { organisationId, domainId }
  return (
    <>
      <Paragraph mt="s" mb="xs">
        {t(state === 'proved' ? 'recordStays' : 'recordHelp')}
      </Paragraph>
      <Facts
        facts={[
          [t('recordName'), record.name],
          [t('recordValue'), record.value],
        ]}
      />
      {shown}
      <Actions>
        <Button
          variant="secondary"
          aria-label={t('proveNamed', { domain })}
          disabled={isActing}
          onClick={() => {
            onBegin()
            void run(() => callApi(proveEmailDomain, own), onChanged('proved'))
          }}
        >
          {t('prove')}
        </Button>
        <ConfirmButton
          label={t('end')}
          ariaLabel={t('endNamed', { domain })}
          title={t('endSure', { domain })}
          text={t('endHelp')}
          onYes={() => runOnConfirm(() => callApi(endEmailDomain, own), onChanged('ended'))}
        />
      </Actions>
    </>
  )
}

const typed = z.object({
  domain: z
    .string()
    .trim()
    .refine((text) => addEmailDomain.input.shape.domain.safeParse(text).success, {
      error: errorText('emailDomain'),
    }),
})

function AddDomain({
  organisationId,
  onBegin,
  onAdded,
}: {
  organisationId: string
  onBegin: () => void
  onAdded: (value: Shown) => void
}) {
  const t = useTexts(emailDomainTexts)
  const { run, isActing, shown } = useAction()
  const form = useForm<z.input<typeof typed>>({
    resolver: zodResolver(typed),
    defaultValues: { domain: '' },
    shouldFocusError: false,
  })
  const add = ({ domain }: z.output<typeof typed>): Promise<void> => {
    onBegin()
    return run(
      () => callApi(addEmailDomain, { organisationId, domain }),
      (value) => {
        form.reset({ domain: '' })
        onAdded(value)
      },
    )
  }
  return (
    <Form form={form} onSubmit={add}>
      <TextField name="domain" label={t('domain')} hint={t('domainHint')} />
      {shown}
      <SubmitButton variant="secondary" isActing={isActing}>
        {t('add')}
      </SubmitButton>
    </Form>
  )
}
