import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { addWebhook, viewWebhooks, type WebhookState } from '@sotevarmenne/api/webhooks'
import { useState } from 'react'
import { useLocation, useParams } from 'react-router'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { CopyableWord } from '../layout/copyable.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Done, WithoutResponse } from '../layout/responses.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { useMayAct } from './may-act.ts'
import { BackToAccount } from './of-account.tsx'
import { useWebhookForm, WebhookFields } from './webhook-form.tsx'
import { webhookTexts } from './webhook-texts.ts'

export const webhookTones = {
  enabled: 'good',
  disabled: 'neutral',
  gone: 'bad',
  failing: 'bad',
  ceased: 'neutral',
} as const satisfies { readonly [State in WebhookState]: string }

/** Where the service sends messages for the organisation. */
export function WebhooksPage() {
  const t = useTexts(webhookTexts)
  const { organisationId = '' } = useParams()
  const mayAct = useMayAct()
  const { state } = useLocation() as { state: { removed?: true } | null }
  const query = useApiQuery(['webhooks', organisationId], viewWebhooks, { organisationId })
  if (query.data?.ok !== true) return <WithoutResponse query={query} title={t('heading')} />
  const { endpoints } = query.data.value
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      {state?.removed === true ? <Done title={t('removed')} help={t('removedHelp')} /> : null}
      <Paragraph mb="m">
        {t('lead')} <PageLink to="developers/webhooks">{t('guide')}</PageLink>
      </Paragraph>
      {endpoints.length === 0 ? (
        <Paragraph mb="m">{t('none')}</Paragraph>
      ) : (
        <Rows>
          {endpoints.map(({ endpointId, name, url, kinds, waiting, ...endpoint }) => (
            <Row
              key={endpointId}
              link={
                <PageLink to={`organisation/${organisationId}/webhooks/${endpointId}`}>
                  {name}
                </PageLink>
              }
              facts={[
                url,
                t('kindCount', { count: kinds.length }),
                ...(waiting === 0 ? [] : [t('waiting', { count: waiting })]),
              ].join(' · ')}
              state={
                <Chip $tone={webhookTones[endpoint.state]}>{t(`state.${endpoint.state}`)}</Chip>
              }
            />
          ))}
        </Rows>
      )}
      {mayAct('changePeople') ? (
        <AddWebhook organisationId={organisationId} onAdded={() => void query.refetch()} />
      ) : null}
      <Actions>
        <BackToAccount />
      </Actions>
    </>
  )
}

function AddWebhook({ organisationId, onAdded }: { organisationId: string; onAdded: () => void }) {
  const t = useTexts(webhookTexts)
  const { run, isActing, shown } = useAction()
  const [added, setAdded] = useState<ResponseOf<typeof addWebhook>>()
  const form = useWebhookForm()
  return (
    <Panel aria-labelledby="add-webhook" style={{ marginTop: 32 }}>
      <Heading variant="h2" id="add-webhook" mb="s">
        {t('add')}
      </Heading>
      {added === undefined ? null : (
        <div key={added.endpointId}>
          <Done stays title={t('added')} help={t('secretHelp')} />
          <Paragraph mb="m">
            <CopyableWord name={t('secret')} text={added.secret} />
          </Paragraph>
        </div>
      )}
      <Form
        form={form}
        onSubmit={(typed) => {
          setAdded(undefined)
          return run(
            () => callApi(addWebhook, { organisationId, ...typed }),
            (response) => {
              setAdded(response)
              form.reset()
              onAdded()
            },
          )
        }}
      >
        <WebhookFields />
        {shown}
        <SubmitButton isActing={isActing}>{t('add')}</SubmitButton>
      </Form>
    </Panel>
  )
}
