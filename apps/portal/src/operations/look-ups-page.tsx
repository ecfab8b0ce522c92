import type { SessionView } from '@sotevarmenne/api/authentication'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { exportLookUps, releaseLookUps, viewLookUps } from '@sotevarmenne/api/look-ups'
import { requestOf } from '@sotevarmenne/api/request'
import { addDays, localDate } from '@sotevarmenne/kernel/local-date'
import { useState } from 'react'
import { useOutletContext } from 'react-router'
import { Paragraph } from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { mayDo } from '../api/session.ts'
import { Chip } from '../cards/card-facts.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { FileLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { PeriodForm } from '../layout/period-form.tsx'
import { Done, Loaded, UnreachablePage } from '../layout/responses.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { Actions } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { todayInFinland } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { lookUpTexts } from './look-up-texts.ts'

type Registrar = ResponseOf<typeof viewLookUps>['registrars'][number]

/** How many people each registrar looked up; one who reached the limit is allowed more here. */
export function LookUpsPage() {
  const t = useTexts(lookUpTexts)
  const today = todayInFinland()
  const [within, setWithin] = useState({ from: String(addDays(localDate(today), -30)), to: today })
  const query = useApiQuery(['look-ups', within], viewLookUps, within)
  const { runOnConfirm, shown } = useAction()
  const [released, setReleased] = useState<string>()

  function release({ personId }: Registrar, name: string): Promise<() => void> {
    setReleased(undefined)
    return runOnConfirm(
      () => callApi(releaseLookUps, { personId }),
      async () => {
        setReleased(name)
        await query.refetch()
      },
    )
  }

  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph mb="m">{t('help')}</Paragraph>
      <PeriodForm period={within} onChoose={setWithin} />
      {shown}
      {released === undefined ? null : (
        <Done title={t('released')} help={t('releasedHelp', { name: released })} />
      )}
      {query.isLoadingError ? (
        <UnreachablePage onRetry={() => void query.refetch()} />
      ) : (
        <Loaded query={query}>
          {({ registrars, limitAnHour }) => (
            <>
              <Paragraph mb="s">{t('limit', { count: limitAnHour })}</Paragraph>
              {registrars.length === 0 ? (
                <Paragraph>{t('nobody')}</Paragraph>
              ) : (
                <>
                  <Rows>
                    {registrars.map((one) => (
                      <RegistrarRow
                        key={one.personId}
                        registrar={one}
                        limitAnHour={limitAnHour}
                        onRelease={release}
                      />
                    ))}
                  </Rows>
                  <Actions>
                    <FileLink
                      href={requestOf(exportLookUps, within).url}
                      download={`look-ups-${within.from}-${within.to}.csv`}
                    >
                      {t('saveCsv')}
                    </FileLink>
                  </Actions>
                </>
              )}
            </>
          )}
        </Loaded>
      )}
    </>
  )
}

const quoted = (text: string): string => `”${text}”`

function RegistrarRow({
  registrar,
  limitAnHour,
  onRelease,
}: {
  registrar: Registrar
  limitAnHour: number
  onRelease: (registrar: Registrar, name: string) => Promise<() => void>
}) {
  const t = useTexts(lookUpTexts)
  const session = useOutletContext<SessionView>()
  const name = registrar.name === '' ? t('unknownName') : registrar.name
  return (
    <Row
      link={<strong>{name}</strong>}
      facts={[
        t('people', { count: registrar.people }),
        t('looks', { count: registrar.lookUps }),
        t('maxInAnHour', { count: registrar.maxInAnHour }),
        t('withVisit', { count: registrar.withVisit }),
        ...registrar.reasons.map(({ reason, lookUps, texts }) =>
          [t(`reason.${reason}`, { count: lookUps }), ...texts.map(quoted)].join(' '),
        ),
      ].join(' · ')}
      state={
        registrar.isRefused ? (
          <Actions>
            <Chip $tone="waiting">{t('refused')}</Chip>
            {mayDo(session, 'lookUps.release') ? (
              <ConfirmButton
                label={t('release')}
                ariaLabel={t('releaseOf', { name })}
                title={t('releaseTitle')}
                text={t('releaseText', { name, count: limitAnHour })}
                yes={t('release')}
                onYes={() => onRelease(registrar, name)}
              />
            ) : null}
          </Actions>
        ) : null
      }
    />
  )
}
