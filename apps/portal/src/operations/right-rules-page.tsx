import { zodResolver } from '@hookform/resolvers/zod'
import type { SessionView } from '@sotevarmenne/api/authentication'
import {
  decideRightRules,
  proposeRightRules,
  viewRightRules,
  type RightRulesView,
} from '@sotevarmenne/api/right-rules'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useOutletContext } from 'react-router'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { mayDo } from '../api/session.ts'
import { DayField } from '../forms/day-field.tsx'
import { errorText } from '../forms/error-texts.ts'
import { TextField } from '../forms/fields.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Done, Loaded, UnreachablePage } from '../layout/responses.tsx'
import { Panel } from '../layout/surface.tsx'
import { typedDay } from '../office/point-form.ts'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { DecidedChanges, WaitingChanges, type Changed } from './dated-changes.tsx'
import type { ProposalDone } from './decide-proposal.tsx'
import { ProposeChange } from './propose-change.tsx'
import { rightRuleTexts } from './right-rule-texts.ts'

/** Which rights need a Doctor ID, and which two may have a card each, from which day on: one case officer proposes, another approves. */
export function RightRulesPage() {
  const t = useTexts(rightRuleTexts)
  const session = useOutletContext<SessionView>()
  const [done, setDone] = useState<ProposalDone>()
  const query = useApiQuery(['right-rules'], viewRightRules, {})
  const { day } = useDates()
  if (query.isLoadingError) return <UnreachablePage onRetry={() => void query.refetch()} />

  async function changed(what: ProposalDone): Promise<void> {
    await query.refetch()
    setDone(what)
  }

  const isCaseOfficer = mayDo(session, 'products.proposeRightRules')
  const show = (change: RightRulesView) => ({
    title: t('rulesFrom', { day: day(change.beginsOn) }),
    facts: [
      change.doctorId.length === 0
        ? t('noDoctorId')
        : t('doctorIdFor', { codes: change.doctorId.join(', ') }),
      change.together.length === 0
        ? t('noneTogether')
        : t('twoCardsFor', { codes: change.together.join(', ') }),
    ],
    decide: (decision: 'approved' | 'rejected') =>
      callApi(decideRightRules, { changeId: change.changeId, decision }),
  })
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph>{t('lead')}</Paragraph>
      {done === undefined ? null : (
        <Done key={done} title={t(`done.${done}`)} help={t(`doneHelp.${done}`)} />
      )}
      <Loaded query={query}>
        {({ changes }) => (
          <>
            <WaitingChanges {...{ changes, show, isCaseOfficer }} onChanged={changed} />
            <Panel aria-labelledby="rules">
              <Heading variant="h2" id="rules" mb="s">
                {t('rules')}
              </Heading>
              <DecidedChanges changes={changes} show={show} />
              {isCaseOfficer ? (
                <ProposeRules
                  now={changes.find(({ standing }) => standing === 'now')}
                  onChanged={changed}
                />
              ) : null}
            </Panel>
          </>
        )}
      </Loaded>
    </>
  )
}

const codesIn = (typed: string): string[] =>
  typed
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((code) => code !== '')

/** Codes as they are typed, by the rule of the service for the list of them. */
const typedCodes = (member: 'doctorId' | 'together', notTheList: 'rightCodes' | 'twoRightCodes') =>
  z
    .string()
    .transform(codesIn)
    .superRefine((codes, context) => {
      const [issue] = proposeRightRules.input.shape[member].safeParse(codes).error?.issues ?? []
      if (issue === undefined) return
      const isOfOneCode = issue.path.length > 0
      context.addIssue({
        ...{ code: 'custom', input: codes },
        message: errorText(isOfOneCode ? 'rightCodes' : notTheList),
      })
    })

const typedRules = z.object({
  beginsOn: typedDay,
  doctorId: typedCodes('doctorId', 'rightCodes'),
  together: typedCodes('together', 'twoRightCodes'),
})

function ProposeRules({ now, onChanged }: { now: RightRulesView | undefined; onChanged: Changed }) {
  const t = useTexts(rightRuleTexts)
  const form = useForm<z.input<typeof typedRules>, unknown, z.output<typeof typedRules>>({
    resolver: zodResolver(typedRules),
    defaultValues: {
      beginsOn: '',
      doctorId: now?.doctorId.join(', ') ?? '',
      together: now?.together.join(', ') ?? '',
    },
    shouldFocusError: false,
  })

  return (
    <ProposeChange
      id="propose-rules"
      title={t('proposeRules')}
      propose={(read) => callApi(proposeRightRules, read)}
      {...{ form, onChanged }}
    >
      <DayField name="beginsOn" label={t('firstDay')} />
      <TextField name="doctorId" label={t('doctorId')} hint={t('codesHint')} />
      <TextField name="together" label={t('together')} hint={t('togetherHint')} />
    </ProposeChange>
  )
}
