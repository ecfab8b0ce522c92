import { viewAccount } from '@sotevarmenne/api/accounts'
import {
  listPreparedOrders,
  preparedState,
  sendCertificateAhead,
  sendDrafts,
  withdrawPrepared,
  type PreparedOrderView,
} from '@sotevarmenne/api/employments'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { useState } from 'react'
import { useParams } from 'react-router'
import { Dropdown, DropdownItem, InlineAlert, Paragraph } from 'suomifi-ui-components'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { useCardPrice } from '../fees/card-price.ts'
import { DocumentInput, documentOf, isTooLarge } from '../forms/document-input.tsx'
import { BulkOutcome, useBulkAct } from '../layout/bulk-act.tsx'
import { ChooseRow, useChosenRows } from '../layout/chosen-rows.tsx'
import { Done } from '../layout/responses.tsx'
import { DeskList, type ListFilter } from '../layout/desk-list.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { MainLink, PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row } from '../layout/row-list.tsx'
import { StateFilter, useStateFilter } from '../layout/state-filter.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { commonTexts } from '../texts/common.ts'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { PreparedBulk, type BulkRow } from './prepared-bulk.tsx'
import { preparedOrderTexts } from './prepared-order-texts.ts'
import { NotNow } from './not-now.tsx'
import { useMayAct } from './may-act.ts'
import { BackToAccount } from './of-account.tsx'

/** What the organisation prepared for the desk, and its state. */
export function PreparedOrdersPage() {
  const t = useTexts(preparedOrderTexts)
  const common = useTexts(commonTexts)
  const href = useHref()
  const { day, dayOf } = useDates()
  const { organisationId = '' } = useParams()
  const { state, choose } = useStateFilter(preparedState.options)
  const [unitOid, setUnitOid] = useState<string>()
  const mayAct = useMayAct()
  const choosing = useChosenRows<PreparedOrderView>(({ preparedId }) => preparedId)
  const bulk = useBulkAct<BulkRow>(refresh)
  const units = useUnits(organisationId)
  const narrowed = { state, unitOid }

  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph mb="m">{t('lead')}</Paragraph>
      {mayAct('apply') ? (
        <Actions style={{ marginBottom: 20 }}>
          <MainLink to={href(`organisation/${organisationId}/prepared-orders/new`)}>
            {t('prepareOne')}
          </MainLink>
          <PageLink to={`organisation/${organisationId}/prepared-orders/file`}>
            {t('prepareFile')}
          </PageLink>
        </Actions>
      ) : null}
      <BulkOutcome bulk={bulk} />
      <DeskList
        name={listName}
        shown={[organisationId, state, unitOid].join(' ')}
        searchLabel={t('search')}
        narrowing={
          <>
            <StateFilter
              state={state}
              choices={preparedState.options.map((value) => ({
                value,
                label: t(`state.${value}`),
              }))}
              onChoose={choose}
            />
            {units.length === 0 ? null : (
              <UnitFilter units={units} unitOid={unitOid} onChoose={setUnitOid} />
            )}
          </>
        }
        request={(page, signal) =>
          callApi(listPreparedOrders, { organisationId, ...narrowed, ...page }, signal)
        }
        entriesOf={({ orders, prices }) => orders.map((order) => ({ order, prices }))}
        none={t('none')}
        above={(shown, _, { first, filter }) =>
          first === undefined ? null : (
            <>
              {first.notNow ? (
                <NotNow notNow={first.notNow} organisationId={organisationId} />
              ) : null}
              <Paragraph mt="m" mb="s">
                {t('counts', first.counts)}
              </Paragraph>
              {mayAct('apply') ? (
                <>
                  <Drafts organisationId={organisationId} count={first.counts.draft} />
                  <PreparedBulk
                    organisationId={organisationId}
                    // What was planned for one search is not done for another.
                    key={JSON.stringify([narrowed, soughtBy(filter)])}
                    sought={{ ...narrowed, ...soughtBy(filter) }}
                    shown={shown.flatMap(({ order }) => (isOpen(order) ? [order] : []))}
                    {...{ choosing, bulk }}
                  />
                </>
              ) : null}
            </>
          )
        }
        row={({ order, prices }) => (
          <OrderRow
            key={order.preparedId}
            order={order}
            prices={prices}
            organisationId={organisationId}
            isChosen={choosing.isChosen(order)}
            onChosen={(isTicked) => {
              choosing.tick(order, isTicked)
            }}
          />
        )}
        columns={[
          [t('name'), ({ order }) => order.name],
          [t('title'), ({ order }) => order.title],
          [t('unit'), ({ order }) => order.unit?.name ?? ''],
          [t('reference'), ({ order }) => order.reference ?? ''],
          [
            t('employmentEnds'),
            ({ order }) =>
              order.employmentEndsOn === undefined ? '' : day(order.employmentEndsOn),
          ],
          [t('certificateColumn'), ({ order }) => t(order.hasCertificate ? 'yes' : 'no')],
          [t('preparedOn'), ({ order }) => dayOf(order.preparedAt)],
          [t('waitsUntil'), ({ order }) => (isOpen(order) ? dayOf(order.lapsesAt) : '')],
          [common('list.state'), ({ order }) => t(`state.${order.state}`)],
        ]}
      />
      <Actions>
        <BackToAccount />
      </Actions>
    </>
  )
}

/** Of the cached pages, and of the saved file. */
const listName = 'prepared-orders'

/** The order of the list is no matter of what is sought. */
const soughtBy = ({ order: _, ...sought }: ListFilter): Omit<ListFilter, 'order'> => sought

const isOpen = ({ state }: PreparedOrderView): boolean => state === 'draft' || state === 'waits'

type Unit = { readonly oid: string; readonly name: string }

function useUnits(organisationId: string): readonly Unit[] {
  const { data } = useApiQuery(['account', organisationId], viewAccount, { organisationId })
  return data?.ok === true ? data.value.organisation.units : []
}

function UnitFilter({
  units,
  unitOid,
  onChoose,
}: {
  units: readonly Unit[]
  unitOid: string | undefined
  onChoose: (unitOid: string | undefined) => void
}) {
  const t = useTexts(preparedOrderTexts)
  return (
    <Dropdown
      labelText={t('unit')}
      value={unitOid === undefined ? 'all' : `oid ${unitOid}`}
      onChange={(value: string) => {
        onChoose(value === 'all' ? undefined : value.slice('oid '.length))
      }}
    >
      {[
        { value: 'all', label: t('allUnits') },
        { value: 'oid ', label: t('noUnit') },
        ...units.map(({ oid, name }) => ({ value: `oid ${oid}`, label: name })),
      ].map(({ value, label }) => (
        <DropdownItem key={value} value={value}>
          {label}
        </DropdownItem>
      ))}
    </Dropdown>
  )
}

const tones = {
  draft: 'neutral',
  waits: 'waiting',
  used: 'good',
  withdrawn: 'neutral',
  lapsed: 'bad',
} as const

const refresh = (): void => {
  void queryClient.invalidateQueries({ queryKey: [listName] })
}

function OrderRow({
  order,
  prices: { ofLoggingIn, ofOthers },
  organisationId,
  isChosen,
  onChosen,
}: {
  order: PreparedOrderView
  prices: ResponseOf<typeof listPreparedOrders>['prices']
  organisationId: string
  isChosen: boolean
  onChosen: (isChosen: boolean) => void
}) {
  const t = useTexts(preparedOrderTexts)
  const { day, dayOf } = useDates()
  const priceShown = useCardPrice()
  const { runOnConfirm, shown } = useAction()
  const price = order.logsInToPatientSystems === true ? ofLoggingIn : ofOthers
  const { preparedId, state, name, title, unit, employmentEndsOn, hasCertificate, lapsesAt } = order
  const waits = isOpen(order)
  return (
    <Row
      link={name}
      facts={
        <>
          {[
            title,
            ...(unit === undefined ? [] : [unit.name]),
            ...(order.reference === undefined ? [] : [`${t('reference')}: ${order.reference}`]),
            ...(employmentEndsOn === undefined
              ? []
              : [t('employmentUntil', { day: day(employmentEndsOn) })]),
            ...(hasCertificate ? [t('withCertificate')] : []),
            ...(waits && price !== undefined ? [priceShown(price)] : []),
            ...(waits ? [t('until', { day: dayOf(lapsesAt) })] : []),
          ].join(' · ')}
          {waits && !hasCertificate ? (
            <SendAhead preparedId={preparedId} organisationId={organisationId} />
          ) : null}
          {shown}
        </>
      }
      state={
        <>
          <Chip $tone={tones[state]}>{t(`state.${state}`)}</Chip>
          {waits ? <ChooseRow name={name} isChosen={isChosen} onTick={onChosen} /> : null}
          {waits ? (
            <ConfirmButton
              label={t('withdraw')}
              ariaLabel={t('withdrawWhose', { name })}
              title={t('withdrawTitle')}
              text={t('withdrawHelp')}
              onYes={() =>
                runOnConfirm(
                  () => callApi(withdrawPrepared, { organisationId, preparedId }),
                  () => {
                    refresh()
                  },
                )
              }
            />
          ) : null}
        </>
      }
    />
  )
}

/** Orders prepared after password sign-ins wait for a member with a strong sign-in. */
function Drafts({ organisationId, count }: { organisationId: string; count: number }) {
  const t = useTexts(preparedOrderTexts)
  const { runOnConfirm, shown } = useAction()
  const [isSent, setIsSent] = useState(false)
  if (count === 0)
    return isSent ? <Done title={t('draftsSent')} help={t('draftsSentHelp')} /> : null
  return (
    <Panel aria-label={t('drafts', { count })} style={{ marginBottom: 20 }}>
      <InlineAlert status="neutral" labelText={t('drafts', { count })} mb="s">
        {t('draftsHelp')}
      </InlineAlert>
      {shown}
      <ConfirmButton
        label={t('sendDrafts')}
        title={t('sendDraftsTitle', { count })}
        text={t('sendDraftsHelp')}
        onYes={() =>
          runOnConfirm(
            () => callApi(sendDrafts, { organisationId, count }),
            () => {
              setIsSent(true)
              refresh()
            },
          )
        }
      />
    </Panel>
  )
}

/** The employer's document, sent ahead with the order. */
function SendAhead({ preparedId, organisationId }: { preparedId: string; organisationId: string }) {
  const t = useTexts(preparedOrderTexts)
  const { run, clear, shown } = useAction()
  const [isLarge, setIsLarge] = useState(false)
  const send = (file: File | undefined): void => {
    clear()
    setIsLarge(file !== undefined && isTooLarge(file))
    if (file === undefined || isTooLarge(file)) return
    void run(
      async () =>
        callApi(sendCertificateAhead, {
          organisationId,
          preparedId,
          document: await documentOf(file),
        }),
      () => {
        refresh()
      },
    )
  }
  return (
    <details>
      <summary>{t('certificate')}</summary>
      <Paragraph mb="s">{t('certificateHelp')}</Paragraph>
      <DocumentInput
        id={`certificate-${preparedId}`}
        label={t('certificate')}
        error={isLarge ? { status: 'error', statusText: t('certificateTooLarge') } : {}}
        onChosen={send}
      />
      {shown}
    </details>
  )
}
