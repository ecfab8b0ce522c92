import {
  listReportedEnds,
  reportedEndState,
  withdrawEmploymentEnd,
  type ReportedEndView,
} from '@sotevarmenne/api/employment-ends'
import { useState } from 'react'
import { useParams } from 'react-router'
import { Paragraph } from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { Chip } from '../cards/card-facts.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { DeskList } from '../layout/desk-list.tsx'
import { MainLink, PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Done } from '../layout/responses.tsx'
import { Row } from '../layout/row-list.tsx'
import { StateFilter, useStateFilter } from '../layout/state-filter.tsx'
import { Actions } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { commonTexts } from '../texts/common.ts'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { endsListName } from './employment-end-page.tsx'
import { employmentEndTexts } from './employment-end-texts.ts'
import { useMayAct } from './may-act.ts'
import { BackToAccount } from './of-account.tsx'

const tones = { planned: 'waiting', ended: 'good', withdrawn: 'neutral' } as const

/** What was reported, planned and past; a planned end can be withdrawn. */
export function EmploymentEndsPage() {
  const t = useTexts(employmentEndTexts)
  const common = useTexts(commonTexts)
  const href = useHref()
  const { day, dayOf } = useDates()
  const { organisationId = '' } = useParams()
  const { state, choose } = useStateFilter(reportedEndState.options)
  const mayAct = useMayAct()
  const [withdrawn, setWithdrawn] = useState<string>()
  const nameOf = ({ name, bornAs = '' }: ReportedEndView) => name ?? t('nameless', { born: bornAs })
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph mb="m">{t('lead')}</Paragraph>
      <Actions style={{ marginBottom: 20 }}>
        {mayAct('apply') ? (
          <MainLink to={href(`organisation/${organisationId}/employment-ends/new`)}>
            {t('reportOne')}
          </MainLink>
        ) : null}
        <PageLink to={`organisation/${organisationId}/cards`}>{t('ofCards')}</PageLink>
        {mayAct('apply') ? (
          <PageLink to={`organisation/${organisationId}/employment-ends/file`}>
            {t('reportMany')}
          </PageLink>
        ) : null}
      </Actions>
      {withdrawn === undefined ? null : (
        <Done
          key={withdrawn}
          title={t('withdrawn', { name: withdrawn })}
          help={t('withdrawHelp')}
        />
      )}
      <DeskList
        name={endsListName}
        shown={[organisationId, state].join(' ')}
        searchLabel={t('search')}
        narrowing={
          <StateFilter
            state={state}
            onChoose={choose}
            choices={reportedEndState.options.map((value) => ({
              value,
              label: t(`state.${value}`),
            }))}
          />
        }
        request={(page, signal) =>
          callApi(listReportedEnds, { organisationId, state, ...page }, signal)
        }
        entriesOf={({ ends }) => ends}
        none={t('none')}
        row={(end, onChanged) => (
          <Row
            key={end.endId}
            link={nameOf(end)}
            facts={[
              t('lastDayIs', { day: day(end.lastDay) }),
              ...(end.unit === undefined ? [] : [end.unit]),
              t('reportedOn', { day: dayOf(end.reportedAt) }),
            ].join(' · ')}
            state={
              <>
                <Chip $tone={tones[end.state]}>{t(`state.${end.state}`)}</Chip>
                {end.state === 'planned' && mayAct('apply') ? (
                  <Withdraw
                    endId={end.endId}
                    name={nameOf(end)}
                    organisationId={organisationId}
                    onWithdrawn={() => {
                      setWithdrawn(nameOf(end))
                      onChanged()
                    }}
                  />
                ) : null}
              </>
            }
          />
        )}
        columns={[
          [common('list.name'), nameOf],
          [t('unit'), ({ unit }) => unit ?? ''],
          [t('lastDay'), ({ lastDay }) => day(lastDay)],
          [t('reportedColumn'), ({ reportedAt }) => dayOf(reportedAt)],
          [common('list.state'), (end) => t(`state.${end.state}`)],
        ]}
      />
      <Actions>
        <BackToAccount />
      </Actions>
    </>
  )
}

function Withdraw({
  organisationId,
  endId,
  name,
  onWithdrawn,
}: {
  organisationId: string
  endId: string
  name: string
  onWithdrawn: () => void
}) {
  const t = useTexts(employmentEndTexts)
  const { runOnConfirm, shown } = useAction()
  return (
    <>
      <ConfirmButton
        label={t('withdraw')}
        ariaLabel={t('withdrawWhose', { name })}
        title={t('withdrawSure', { name })}
        text={t('withdrawHelp')}
        onYes={() =>
          runOnConfirm(() => callApi(withdrawEmploymentEnd, { organisationId, endId }), onWithdrawn)
        }
      />
      {shown}
    </>
  )
}
