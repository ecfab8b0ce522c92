import {
  endRegistrar,
  listRegistrarApplications,
  listRegistrars,
  registrarApplicationState,
  registrarStanding,
  type RegistrarView,
} from '@sotevarmenne/api/registrars'
import { useState } from 'react'
import { useParams } from 'react-router'
import { Dropdown, DropdownItem, Heading, Paragraph } from 'suomifi-ui-components'
import { callApi, queryClient } from '../api/call-api.ts'
import { usePages } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { Done } from '../layout/responses.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { MainLink, PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { StateFilter, useStateFilter } from '../layout/state-filter.tsx'
import { Actions, SideBySide, FilterRow } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { registrarTones } from '../registrars/application-shown.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { registrarTexts } from '../registrars/texts.ts'
import { officeTexts } from '../office/texts.ts'
import { useMayAct } from './may-act.ts'
import { BackToAccount } from './of-account.tsx'

type Of = { organisationId: string }

/** The registrars at the organisation's points, and its applications for new ones. */
export function RegistrarsPage() {
  const t = useTexts(registrarTexts)
  const href = useHref()
  const mayAct = useMayAct()
  const { organisationId = '' } = useParams()
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph>{t('lead')}</Paragraph>
      <Serving organisationId={organisationId} />
      {mayAct('apply') ? (
        <Actions>
          <MainLink to={href(`organisation/${organisationId}/registrars/new`)}>
            {t('apply')}
          </MainLink>
        </Actions>
      ) : null}
      <Applications organisationId={organisationId} />
      <Actions>
        <BackToAccount />
      </Actions>
    </>
  )
}

function Serving({ organisationId }: Of) {
  const t = useTexts(registrarTexts)
  const [standing, setStanding] = useState<(typeof registrarStanding.options)[number]>('serving')
  const [pointId, setPointId] = useState('')
  const [isEnded, setIsEnded] = useState(false)
  const pages = usePages(['registrars', organisationId, standing, pointId], listRegistrars, {
    organisationId,
    standing,
    ...(pointId === '' ? {} : { pointId }),
  })
  const first = pages.data?.pages[0]
  const points = first?.ok === true ? first.value.points : []
  return (
    <>
      {isEnded ? <Done title={t('endedNow')} help={t('endedNowHelp')} /> : null}
      <SideBySide>
        <Dropdown
          labelText={t('standing')}
          value={standing}
          mt="m"
          mb="m"
          onChange={(value: string) => {
            const chosen = registrarStanding.safeParse(value)
            if (chosen.success) setStanding(chosen.data)
          }}
        >
          {registrarStanding.options.map((value) => (
            <DropdownItem key={value} value={value}>
              {t(`standing.${value}`)}
            </DropdownItem>
          ))}
        </Dropdown>
        {points.length > 1 ? (
          <Dropdown labelText={t('atPoint')} value={pointId} onChange={setPointId} mt="m" mb="m">
            {[{ pointId: '', name: t('allPoints') }, ...points].map((one) => (
              <DropdownItem key={one.pointId} value={one.pointId}>
                {one.name}
              </DropdownItem>
            ))}
          </Dropdown>
        ) : null}
      </SideBySide>
      {first?.ok === true && points.length === 0 ? (
        <Paragraph mb="s">
          <PageLink to="become-a-registration-point">{t('requestPoint')}</PageLink>
        </Paragraph>
      ) : null}
      <RowList
        pages={pages}
        empty={t(first?.ok === true && points.length === 0 ? 'noPoints' : 'none')}
        rowsOf={({ registrars }) =>
          registrars.map((registrar) => (
            <RegistrarRow
              key={registrar.registrarId}
              registrar={registrar}
              organisationId={organisationId}
              onEnded={() => {
                setIsEnded(true)
                void queryClient.invalidateQueries({ queryKey: ['registrars', organisationId] })
              }}
            />
          ))
        }
      />
    </>
  )
}

function RegistrarRow({
  registrar: { registrarId, name, point, appointedAt, endsAt, training, mayEnd },
  organisationId,
  onEnded,
}: Of & { registrar: RegistrarView; onEnded: () => void }) {
  const t = useTexts(registrarTexts)
  const { day, dayOf, lastDayBefore } = useDates()
  const mayAct = useMayAct()
  const { runOnConfirm, shown } = useAction()
  const office = useTexts(officeTexts)
  return (
    <Row
      link={
        <>
          <strong>{name}</strong>
          {shown}
        </>
      }
      facts={[
        point.name,
        t('since', { day: dayOf(appointedAt) }),
        endsAt === undefined ? t('withoutEnd') : t('untilDay', { day: lastDayBefore(endsAt) }),
        ...(training === undefined
          ? []
          : [office('training', { ...training, day: day(training.completedOn) })]),
      ].join(' · ')}
      state={
        <>
          <Chip $tone={mayEnd ? 'good' : 'neutral'}>{t(mayEnd ? 'serving' : 'ended')}</Chip>
          {mayEnd && mayAct('authorise') ? (
            <ConfirmButton
              label={t('end')}
              ariaLabel={t('endOf', { name })}
              title={t('endSure')}
              text={t('endText', { name, point: point.name })}
              onYes={() =>
                runOnConfirm(() => callApi(endRegistrar, { organisationId, registrarId }), onEnded)
              }
            />
          ) : null}
        </>
      }
    />
  )
}

function Applications({ organisationId }: Of) {
  const t = useTexts(registrarTexts)
  const { dayOf } = useDates()
  const { state, choose } = useStateFilter(registrarApplicationState.options)
  const pages = usePages(
    ['registrar-applications', organisationId, state],
    listRegistrarApplications,
    { organisationId, state },
  )
  return (
    <>
      <Heading variant="h2" mt="l" mb="s">
        {t('applications')}
      </Heading>
      <FilterRow as="div">
        <StateFilter
          state={state}
          choices={registrarApplicationState.options.map((value) => ({
            ...{ value, label: t(`state.${value}`) },
          }))}
          onChoose={choose}
        />
      </FilterRow>
      <RowList
        pages={pages}
        empty={t('noApplications')}
        rowsOf={({ applications }) =>
          applications.map((one) => (
            <Row
              key={one.applicationId}
              link={
                <PageLink to={`organisation/${organisationId}/registrars/${one.applicationId}`}>
                  {one.name}
                </PageLink>
              }
              facts={[one.point.name, dayOf(one.draftedAt)].join(' · ')}
              state={<Chip $tone={registrarTones[one.state]}>{t(`state.${one.state}`)}</Chip>}
            />
          ))
        }
      />
    </>
  )
}
