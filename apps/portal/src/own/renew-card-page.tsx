import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { viewRenewal, type RenewalView } from '@sotevarmenne/api/renewals'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useParams, useSearchParams } from 'react-router'
import { InlineAlert, Paragraph } from 'suomifi-ui-components'
import { openSession, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { ProblemShown, WithoutResponse } from '../layout/responses.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { requestReaderVersion, readerAddress } from '../reader/signing-api.ts'
import type { ResponseFrom } from '../sign-in/sign-in-response.tsx'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { renewalTexts } from './renewal-texts.ts'
import { ownTexts } from './texts.ts'
import { caseTexts } from '../cases/texts.ts'
import { ConfirmRenewal } from './confirm-renewal.tsx'
import { ConfirmedAtSuomiFi } from './confirmed-at-suomi-fi.tsx'
import { DecisionButton } from './decision-button.tsx'
import { ownCardsKey } from './own-cards.ts'
import { ownOrdersKey } from './own-orders.ts'
import { RenewalForm } from './renewal-form.tsx'
import {
  isInUse,
  mayConfirmAgain,
  takeRenewal,
  type DraftedRenewal,
  type RenewalForm as SentForm,
} from './renewal-under-way.ts'

type At =
  | { readonly step: 'form'; readonly problem?: ProblemDetails; readonly before?: SentForm }
  | {
      readonly step: 'confirm'
      readonly renewal: DraftedRenewal
      readonly problem?: ProblemDetails
    }
  /** Back from Suomi.fi. */
  | {
      readonly step: 'identified'
      readonly renewal: DraftedRenewal
      readonly identified: ResponseFrom
    }
  | { readonly step: 'renewed'; readonly renewed: RenewalView }

/**
 * The renewal of one of the holder's cards: the registers are queried when the page opens, and again when the
 * form is sent and when the holder confirms it.
 */
export function RenewCardPage() {
  const t = useTexts(renewalTexts)
  const { cardId = '' } = useParams()
  const [query] = useSearchParams()
  const identified = useLocation().state as ResponseFrom | null
  const [at, setAt] = useState<At>(() => {
    const renewal = takeRenewal({ personId: openSession()?.personId, cardId })
    if (renewal === undefined) return { step: 'form' }
    return identified === null
      ? { step: 'confirm', renewal }
      : { step: 'identified', renewal, identified }
  })
  const broken = query.get('broken') === 'yes' || isOfBroken(at) ? ('yes' as const) : undefined
  const renewable = useApiQuery(
    ['renewal', cardId, broken],
    viewRenewal,
    { cardId, broken },
    {
      // Each read queries the registers and is recorded: done when the page opens, never without the holder's
      // knowledge.
      staleTime: Infinity,
      gcTime: 0,
    },
  )
  const { data: readerVersion } = useQuery({
    queryKey: ['reader-version'],
    queryFn: async ({ signal }) =>
      (await requestReaderVersion(readerAddress(document), signal)) ?? '',
  })

  function showRenewed(renewed: RenewalView): void {
    setAt({ step: 'renewed', renewed })
    void queryClient.invalidateQueries({ queryKey: ownCardsKey })
    void queryClient.invalidateQueries({ queryKey: ownOrdersKey })
  }

  function showForm(before: SentForm, problem: ProblemDetails | undefined): void {
    setAt({ step: 'form', before, ...(problem && { problem }) })
    // What the page shows of the registers is outdated.
    if (problem !== undefined) void renewable.refetch()
  }

  if (at.step === 'renewed') return <Granted renewal={at.renewed} />
  if (at.step === 'identified')
    return (
      <ConfirmedAtSuomiFi
        {...at}
        onRenewed={showRenewed}
        onRefused={(problem) => {
          if (mayConfirmAgain(problem)) setAt({ step: 'confirm', renewal: at.renewal, problem })
          else showForm(at.renewal.form, problem)
        }}
      />
    )
  const { data } = renewable
  if (data === undefined) return <WithoutResponse query={renewable} title={t('heading')} />
  if (data.ok && data.value.renewal !== undefined) return <Granted renewal={data.value.renewal} />
  const isReplaced = broken !== undefined || (data.ok && isGone(data.value))
  if (at.step === 'confirm' && data.ok && data.value.may.allowed)
    return (
      <ConfirmRenewal
        renewal={at.renewal}
        problem={at.problem}
        onChange={(problem) => {
          showForm(at.renewal.form, problem)
        }}
        onRenewed={showRenewed}
      />
    )
  const { before, problem } =
    at.step === 'form' ? at : { before: at.renewal.form, problem: undefined }
  return (
    <>
      <PageTitle takesFocus={before !== undefined}>
        {t(isReplaced ? 'headingReplace' : 'heading')}
      </PageTitle>
      {!data.ok ? (
        <ProblemShown problem={data.refusal} />
      ) : !data.value.may.allowed ? (
        <NotNow because={data.value.may.because} />
      ) : (
        <>
          {problem === undefined ? null : <ProblemShown problem={problem} />}
          <Paragraph mb="m">{t('lead')}</Paragraph>
          <RenewalForm
            renewable={data.value}
            broken={broken}
            readerVersion={readerVersion === '' ? undefined : readerVersion}
            before={before}
            onDrafted={(form, drafted) => {
              if ('renewal' in drafted) showRenewed(drafted.renewal)
              else setAt({ step: 'confirm', renewal: { form, draft: drafted.draft } })
            }}
          />
        </>
      )}
      <BackToCards />
    </>
  )
}

const isOfBroken = (at: At): boolean =>
  (at.step === 'confirm' || at.step === 'identified') && at.renewal.form.broken !== undefined

type Renewable = ResponseOf<typeof viewRenewal>

const isGone = ({ may }: Renewable): boolean => may.allowed && !isInUse(may.ground)

function BackToCards() {
  const own = useTexts(ownTexts)
  return (
    <Actions>
      <PageLink to="own">{own('toOwnCards')}</PageLink>
    </Actions>
  )
}

/** Why not, by which rule, and what the holder can do. */
function NotNow({
  because,
}: {
  because: Extract<Renewable['may'], { allowed: false }>['because']
}) {
  const t = useTexts(renewalTexts)
  const language = usePageLanguage()
  const { day } = useDates()
  const opensOn = because.facts?.['opensOn']
  return (
    <>
      <InlineAlert status="warning" labelText={because.title[language]} mb="m">
        {because.advice?.[language]}
        {typeof opensOn === 'string' ? ` ${t('opensOn', { day: day(opensOn) })}` : null}
      </InlineAlert>
      <PageLink to="points?service=registering">{t('findPoint')}</PageLink>
    </>
  )
}

/** What was decided, what happens next and when, and how to have it corrected. */
function Granted({ renewal }: { renewal: RenewalView }) {
  const t = useTexts(renewalTexts)
  const cases = useTexts(caseTexts)
  const { day } = useDates()
  const { point, validTo, delivery, letterTo } = renewal
  const where = (to: 'home' | 'registration-point') =>
    to === 'home' ? t('toHome') : t('toPoint', { point: point.name })
  return (
    <>
      <PageTitle takesFocus>{t('headingDone')}</PageTitle>
      <Panel as="div">
        <Paragraph>{t('doneHelp')}</Paragraph>
        <Facts
          facts={[
            [t('validTo'), day(validTo)],
            [t('delivery'), where(delivery)],
            [t('letter'), t('letterAfter', { where: where(letterTo) })],
            [t('oldCard'), isInUse(renewal.ground) ? t('oldCardWorks') : undefined],
          ]}
        />
        <Actions>
          <DecisionButton orderId={renewal.orderId} />
          <PageLink to={`own/cases/new?order=${renewal.orderId}`}>
            {cases('requestCorrection')}
          </PageLink>
        </Actions>
        <Paragraph mt="m">{t('closeBrowser')}</Paragraph>
      </Panel>
      <BackToCards />
    </>
  )
}
