import {
  changeWebhook,
  listWebhookDeliveries,
  removeWebhook,
  resendWebhookDelivery,
  rotateWebhookSecret,
  switchWebhook,
  testEventKind,
  testWebhook,
  viewWebhooks,
  webhookEvents,
  type SentKind,
  type WebhookDeliveryView,
  type WebhookEndpointView,
} from '@sotevarmenne/api/webhooks'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { Button, Heading, InlineAlert, Paragraph } from 'suomifi-ui-components'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery, usePages } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { ActionButton } from '../layout/action-button.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { CopyableWord } from '../layout/copyable.tsx'
import { PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Done, WithoutResponse } from '../layout/responses.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { usePageLanguage } from '../texts/language.ts'
import type { Language } from '../texts/text.ts'
import { useMayAct } from './may-act.ts'
import { useWebhookForm, WebhookFields } from './webhook-form.tsx'
import { webhookTexts } from './webhook-texts.ts'
import { webhookTones } from './webhooks-page.tsx'

type Happened = 'tested' | 'enabled' | 'disabled' | 'saved' | 'sentAgain'

/** One webhook: what is sent to it, and everything that is done with it. */
export function WebhookPage() {
  const t = useTexts(webhookTexts)
  const { organisationId = '', endpointId = '' } = useParams()
  const query = useApiQuery(['webhooks', organisationId], viewWebhooks, { organisationId })
  const back = <PageLink to={`organisation/${organisationId}/webhooks`}>{t('back')}</PageLink>
  if (query.data?.ok !== true)
    return <WithoutResponse query={query} title={t('heading')} back={back} />
  const endpoint = query.data.value.endpoints.find((one) => one.endpointId === endpointId)
  return (
    <>
      {endpoint === undefined ? (
        <>
          <PageTitle>{t('heading')}</PageTitle>
          <Paragraph mb="m">{t('removed')}</Paragraph>
        </>
      ) : (
        <Shown
          endpoint={endpoint}
          organisationId={organisationId}
          onChanged={() => void query.refetch()}
        />
      )}
      <Actions>{back}</Actions>
    </>
  )
}

type OfEndpoint = {
  endpoint: WebhookEndpointView
  organisationId: string
}

function Shown({ endpoint, organisationId, onChanged }: OfEndpoint & { onChanged: () => void }) {
  const t = useTexts(webhookTexts)
  const language = usePageLanguage()
  const { time } = useDates()
  const mayAct = useMayAct()
  const [happened, setHappened] = useState<{ what: Happened; count: number }>()
  const { endpointId, name, url, kinds, state, failingSince, formerSecretUntil } = endpoint
  const pages = usePages(['webhook-deliveries', endpointId], listWebhookDeliveries, {
    ...{ organisationId, endpointId },
  })
  const done = (what: Happened) => {
    setHappened((last) => ({ what, count: (last?.count ?? 0) + 1 }))
    onChanged()
    void pages.refetch()
  }
  return (
    <>
      <PageTitle>{name}</PageTitle>
      {happened === undefined ? null : (
        <Done key={happened.count} title={t(happened.what)} help={t(`${happened.what}Help`)} />
      )}
      {failingSince !== undefined && state === 'enabled' ? (
        <InlineAlert status="warning" labelText={t('failing', { time: time(failingSince) })} mb="m">
          {t('failingHelp')}
        </InlineAlert>
      ) : null}
      {state === 'gone' || state === 'failing' ? (
        <InlineAlert status="warning" labelText={t(`state.${state}`)} mb="m">
          {t(state === 'gone' ? 'goneHelp' : 'failedHelp')}
        </InlineAlert>
      ) : null}
      <Chip $tone={webhookTones[state]}>{t(`state.${state}`)}</Chip>
      <Facts
        facts={[
          [t('url'), url],
          [t('events'), kinds.map((kind) => webhookEvents[kind].label[language]).join(', ')],
          [t('createdOn'), time(endpoint.createdAt)],
          [
            t('formerSecret'),
            formerSecretUntil === undefined
              ? undefined
              : t('formerSecretUntil', { time: time(formerSecretUntil) }),
          ],
        ]}
      />
      {mayAct('changePeople') ? (
        <Operations {...{ endpoint, organisationId }} onDone={done} onChanged={onChanged} />
      ) : null}
      <Heading variant="h2" mt="l" mb="s">
        {t('deliveries')}
      </Heading>
      <Button variant="secondary" mb="m" onClick={() => void pages.refetch()}>
        {t('refresh')}
      </Button>
      <RowList
        pages={pages}
        empty={t('noDeliveries')}
        rowsOf={({ deliveries }) =>
          deliveries.map((delivery) => (
            <DeliveryRow
              key={delivery.deliveryId}
              {...{ delivery, endpoint, organisationId }}
              onSent={() => {
                done('sentAgain')
              }}
            />
          ))
        }
      />
      {mayAct('changePeople') ? (
        <Change
          key={[name, url, ...kinds].join(' ')}
          {...{ endpoint, organisationId }}
          onSaved={() => {
            done('saved')
          }}
        />
      ) : null}
    </>
  )
}

function Operations({
  endpoint: { endpointId, name, state },
  organisationId,
  onDone,
  onChanged,
}: OfEndpoint & { onDone: (what: Happened) => void; onChanged: () => void }) {
  const t = useTexts(webhookTexts)
  const navigate = useNavigate()
  const href = useHref()
  const { run, runOnConfirm, isActing, shown } = useAction()
  const [secret, setSecret] = useState<string>()
  const ids = { organisationId, endpointId }
  return (
    <>
      {secret === undefined ? null : (
        <div key={secret}>
          <Done stays title={t('rotated')} help={t('secretHelp')} />
          <Paragraph mb="m">
            <CopyableWord name={t('secret')} text={secret} />
          </Paragraph>
        </div>
      )}
      {shown}
      <Actions>
        {state === 'enabled' ? (
          <ActionButton
            isActing={isActing}
            onClick={() =>
              void run(
                () => callApi(testWebhook, ids),
                () => {
                  onDone('tested')
                },
              )
            }
          >
            {t('test')}
          </ActionButton>
        ) : (
          <ActionButton
            isActing={isActing}
            onClick={() =>
              void run(
                () => callApi(switchWebhook, { ...ids, state: 'enabled' }),
                () => {
                  onDone('enabled')
                },
              )
            }
          >
            {t('enable')}
          </ActionButton>
        )}
        <ConfirmButton
          label={t('rotate')}
          title={t('rotateSure', { name })}
          text={t('rotateHelp')}
          onYes={() =>
            runOnConfirm(
              () => callApi(rotateWebhookSecret, ids),
              (rotated) => {
                setSecret(rotated.secret)
                onChanged()
              },
            )
          }
        />
        {state === 'enabled' ? (
          <ConfirmButton
            label={t('disable')}
            title={t('disableSure', { name })}
            text={t('disableHelp')}
            onYes={() =>
              runOnConfirm(
                () => callApi(switchWebhook, { ...ids, state: 'disabled' }),
                () => {
                  onDone('disabled')
                },
              )
            }
          />
        ) : null}
        <ConfirmButton
          label={t('remove')}
          title={t('removeSure', { name })}
          text={t('removeHelp')}
          onYes={() =>
            runOnConfirm(
              () => callApi(removeWebhook, ids),
              async () => {
                const queryKey = ['webhooks', organisationId]
                // One that is under way may have been read before the removal: the list fetches its own.
                await queryClient.cancelQueries({ queryKey })
                await queryClient.invalidateQueries({ queryKey, refetchType: 'none' })
                void navigate(href(`organisation/${organisationId}/webhooks`), {
                  state: { removed: true },
                })
              },
            )
          }
        />
      </Actions>
    </>
  )
}

const deliveryTones = { waiting: 'waiting', delivered: 'good', abandoned: 'bad' } as const

function DeliveryRow({
  delivery,
  endpoint: { endpointId, state },
  organisationId,
  onSent,
}: OfEndpoint & { delivery: WebhookDeliveryView; onSent: () => void }) {
  const mayAct = useMayAct()
  const t = useTexts(webhookTexts)
  const language = usePageLanguage()
  const { time } = useDates()
  const { run, isActing, shown } = useAction()
  const { deliveryId, kind, happenedAt, attempts, lastStatus, lastFault, nextAttemptAt } = delivery
  const event = nameOf(kind, language) ?? t('testEvent')
  return (
    <Row
      link={event}
      facts={
        <>
          {[
            time(happenedAt),
            t('attempts', { count: attempts }),
            ...(lastStatus === undefined ? [] : [t('lastStatus', { status: String(lastStatus) })]),
            ...(lastFault === undefined ? [] : [t(`fault.${lastFault}`)]),
            ...(nextAttemptAt === undefined || attempts === 0
              ? []
              : [t('next', { time: time(nextAttemptAt) })]),
          ].join(' · ')}
          {shown}
        </>
      }
      state={
        <>
          <Chip $tone={deliveryTones[delivery.state]}>{t(`delivery.${delivery.state}`)}</Chip>
          {state === 'enabled' && attempts > 0 && mayAct('changePeople') ? (
            <ActionButton
              variant="secondary"
              aria-label={t('sendAgainWhich', { event, time: time(happenedAt) })}
              isActing={isActing}
              onClick={() =>
                void run(
                  () => callApi(resendWebhookDelivery, { organisationId, endpointId, deliveryId }),
                  onSent,
                )
              }
            >
              {t('sendAgain')}
            </ActionButton>
          ) : null}
        </>
      }
    />
  )
}

const nameOf = (kind: SentKind, language: Language): string | undefined =>
  kind === testEventKind ? undefined : webhookEvents[kind].label[language]

function Change({
  endpoint: { endpointId, name, url, kinds },
  organisationId,
  onSaved,
}: OfEndpoint & { onSaved: () => void }) {
  const t = useTexts(webhookTexts)
  const { run, isActing, shown } = useAction()
  const form = useWebhookForm({ name, url, kinds: [...kinds] })
  return (
    <Panel aria-labelledby="change-webhook" style={{ marginTop: 32 }}>
      <Heading variant="h2" id="change-webhook" mb="s">
        {t('change')}
      </Heading>
      <Form
        form={form}
        onSubmit={(typed) =>
          run(() => callApi(changeWebhook, { organisationId, endpointId, ...typed }), onSaved)
        }
      >
        <WebhookFields />
        {shown}
        <SubmitButton isActing={isActing}>{t('save')}</SubmitButton>
      </Form>
    </Panel>
  )
}
