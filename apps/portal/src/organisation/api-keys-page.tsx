import { zodResolver } from '@hookform/resolvers/zod'
import {
  createApiKey,
  revokeApiKey,
  viewApiKeys,
  type ApiKeyView,
} from '@sotevarmenne/api/api-keys'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { apiKeyScope } from '@sotevarmenne/api/permission'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useParams } from 'react-router'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { DayField } from '../forms/day-field.tsx'
import { TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { TickList } from '../forms/tick-list.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { CopyableWord } from '../layout/copyable.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Done, WithoutResponse } from '../layout/responses.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { typedDay } from '../office/point-form.ts'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { apiKeyTexts } from './api-key-texts.ts'
import { useMayAct } from './may-act.ts'
import { BackToAccount } from './of-account.tsx'

/** Keys with which programs act for the organisation: created, and revoked, by who manages its people. */
export function ApiKeysPage() {
  const t = useTexts(apiKeyTexts)
  const { organisationId = '' } = useParams()
  const query = useApiQuery(['api-keys', organisationId], viewApiKeys, { organisationId })
  const mayAct = useMayAct()
  const [revoked, setRevoked] = useState<string>()
  if (query.data?.ok !== true) return <WithoutResponse query={query} title={t('heading')} />
  const { keys } = query.data.value
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph mb="m">{t('lead')}</Paragraph>
      {revoked === undefined ? null : (
        <Done key={revoked} title={t('revoked', { name: revoked })} help={t('revokedHelp')} />
      )}
      {keys.length === 0 ? (
        <Paragraph mb="m">{t('none')}</Paragraph>
      ) : (
        <Rows>
          {keys.map((key) => (
            <KeyRow
              key={key.keyId}
              apiKey={key}
              organisationId={organisationId}
              onRevoked={() => {
                setRevoked(key.name)
                void query.refetch()
              }}
            />
          ))}
        </Rows>
      )}
      {mayAct('changePeople') ? (
        <CreateKey
          organisationId={organisationId}
          onCreated={() => {
            setRevoked(undefined)
            void query.refetch()
          }}
        />
      ) : null}
      <Actions>
        <BackToAccount />
      </Actions>
    </>
  )
}

const tones = { 'in-use': 'good', ended: 'neutral', revoked: 'neutral' } as const

function KeyRow({
  apiKey: { keyId, name, scopes, state, lastDay, lastUsedAt },
  organisationId,
  onRevoked,
}: {
  apiKey: ApiKeyView
  organisationId: string
  onRevoked: () => void
}) {
  const t = useTexts(apiKeyTexts)
  const { day, time } = useDates()
  const { runOnConfirm, shown } = useAction()
  const mayAct = useMayAct()
  return (
    <Row
      link={name}
      facts={
        <>
          {[
            ...scopes.map((scope) => t(`scope.${scope}`)),
            t('until', { day: day(lastDay) }),
            lastUsedAt === undefined ? t('notUsed') : t('used', { time: time(lastUsedAt) }),
          ].join(' · ')}
          {shown}
        </>
      }
      state={
        <>
          <Chip $tone={tones[state]}>{t(`state.${state}`)}</Chip>
          {state === 'in-use' && mayAct('changePeople') ? (
            <ConfirmButton
              label={t('revoke')}
              ariaLabel={t('revokeWhich', { name })}
              title={t('revokeSure', { name })}
              text={t('revokeHelp')}
              onYes={() =>
                runOnConfirm(() => callApi(revokeApiKey, { organisationId, keyId }), onRevoked)
              }
            />
          ) : null}
        </>
      }
    />
  )
}

function CreateKey({
  organisationId,
  onCreated,
}: {
  organisationId: string
  onCreated: () => void
}) {
  const t = useTexts(apiKeyTexts)
  const { run, isActing, shown } = useAction()
  const [created, setCreated] = useState<ResponseOf<typeof createApiKey>>()
  const error = t('nameMissing')
  const typed = z.object({
    name: z.string().trim().min(1, { error }).max(60, { error }),
    scopes: z.array(apiKeyScope).min(1, { error: t('scopesMissing') }),
    lastDay: typedDay,
  })
  const form = useForm<z.input<typeof typed>, unknown, z.output<typeof typed>>({
    resolver: zodResolver(typed),
    defaultValues: { name: '', scopes: [], lastDay: '' },
    shouldFocusError: false,
  })
  return (
    <Panel aria-labelledby="create-key" style={{ marginTop: 32 }}>
      <Heading variant="h2" id="create-key" mb="s">
        {t('create')}
      </Heading>
      {created === undefined ? null : (
        <div key={created.keyId}>
          <Done stays title={t('created')} help={t('createdHelp')} />
          <Paragraph mb="m">
            <CopyableWord name={t('key')} text={created.key} />
          </Paragraph>
        </div>
      )}
      <Form
        form={form}
        onSubmit={(key) => {
          setCreated(undefined)
          return run(
            () => callApi(createApiKey, { organisationId, ...key }),
            (response) => {
              setCreated(response)
              form.reset()
              onCreated()
            },
          )
        }}
      >
        <TextField name="name" label={t('name')} hint={t('nameHint')} />
        <TickList
          name="scopes"
          label={t('scopes')}
          choices={apiKeyScope.options.map((value) => ({ value, label: t(`scope.${value}`) }))}
        />
        <DayField name="lastDay" label={t('lastDay')} hint={t('lastDayHint')} />
        {shown}
        <SubmitButton isActing={isActing}>{t('create')}</SubmitButton>
      </Form>
    </Panel>
  )
}
