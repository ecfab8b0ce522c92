import { serviceNow } from '../api/service-clock.ts'
import type { SessionView } from '@sotevarmenne/api/authentication'
import { endClient, listClients, type ClientView } from '@sotevarmenne/api/clients'
import { useQueryClient } from '@tanstack/react-query'
import { useOutletContext } from 'react-router'
import { Paragraph } from 'suomifi-ui-components'
import { mayDo } from '../api/session.ts'
import { callApi } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { Loaded, UnreachablePage } from '../layout/responses.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { clientTexts } from './client-texts.ts'
import { SignProgramRules } from './sign-program-rules.tsx'

/**
 * Programs with access to the enrolment API: who, by which certificate, until when; a case officer ends it.
 */
export function ClientsPage() {
  const t = useTexts(clientTexts)
  const session = useOutletContext<SessionView>()
  const query = useApiQuery(['clients'], listClients, {})
  if (query.isLoadingError) return <UnreachablePage onRetry={() => void query.refetch()} />
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph mb="m">{t('help')}</Paragraph>
      <Loaded query={query}>
        {({ clients }) =>
          clients.length === 0 ? (
            <Paragraph>{t('none')}</Paragraph>
          ) : (
            <Rows>
              {clients.map((client) => (
                <ClientRow key={client.clientId} client={client} />
              ))}
            </Rows>
          )
        }
      </Loaded>
      {mayDo(session, 'certificates.endClient') ? <SignProgramRules /> : null}
    </>
  )
}

function ClientRow({ client }: { client: ClientView }) {
  const t = useTexts(clientTexts)
  const { time } = useDates()
  const session = useOutletContext<SessionView>()
  const requested = useQueryClient()
  const { runOnConfirm, shown } = useAction()
  const { clientId, name, kind, organisation, fingerprint, validTo, registeredAt, endedAt } = client
  return (
    <Row
      link={<strong>{name}</strong>}
      facts={
        <>
          {[
            organisation,
            t(`kind.${kind}`),
            ...(validTo === undefined ? [] : [t('validTo', { time: time(validTo) })]),
            t('registered', { time: time(registeredAt) }),
          ].join(' · ')}
          <div style={{ overflowWrap: 'anywhere' }}>{`SHA-256 ${fingerprint}`}</div>
        </>
      }
      state={
        <>
          <Standing client={client} />
          {endedAt === undefined && mayDo(session, 'certificates.endClient') ? (
            <ConfirmButton
              label={t('end')}
              ariaLabel={`${t('end')}: ${name}`}
              title={`${t('end')}: ${name}`}
              text={t('endText')}
              onYes={() =>
                runOnConfirm(
                  () => callApi(endClient, { clientId }),
                  async () => requested.invalidateQueries({ queryKey: ['clients'] }),
                )
              }
            />
          ) : null}
          {shown}
        </>
      }
    />
  )
}

function Standing({ client: { validTo, endedAt } }: { client: ClientView }) {
  const t = useTexts(clientTexts)
  const { time } = useDates()
  if (endedAt !== undefined) return <Chip $tone="bad">{t('ended', { time: time(endedAt) })}</Chip>
  if (validTo !== undefined && Date.parse(validTo) < serviceNow())
    return <Chip $tone="waiting">{t('expired')}</Chip>
  return <Chip $tone="good">{t('inForce')}</Chip>
}
