import { zodResolver } from '@hookform/resolvers/zod'
import {
  decideRightRules,
  proposeRightRules,
  viewRightRules,
  type RightRulesView,
} from '@sotevarmenne/api/right-rules'
import { useForm } from 'react-hook-form'
import { Heading } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { DayField } from '../forms/day-field.tsx'
import { errorText } from '../forms/error-texts.ts'
import { TextField } from '../forms/fields.tsx'
import { Panel } from '../layout/surface.tsx'
import { typedDay } from '../office/point-form.ts'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { DecidedChanges, type Changed, type ShownChange } from './dated-changes.tsx'
import { DatedChangesPage } from './dated-changes-page.tsx'
import { datedChangeTexts } from './dated-change-texts.ts'
import { ProposeChange } from './propose-change.tsx'
import { rightRuleTexts } from './right-rule-texts.ts'

/** Which rights need a Doctor ID, and which two may have a card each, from which day on: one case officer proposes, another approves. */
export function RightRulesPage() {
  const t = useTexts(rightRuleTexts)
  const query = useApiQuery(['right-rules'], viewRightRules, {})
  const { day } = useDates()
  const show = (change: RightRulesView): ShownChange => ({
    title: t('rulesFrom', { day: day(change.beginsOn) }),
    facts: [
      change.doctorId.length === 0
        ? t('noDoctorId')
        : t('doctorIdFor', { codes: change.doctorId.join(', ') }),
      change.together.length === 0
        ? t('noneTogether')
        : t('twoCardsFor', { codes: change.together.join(', ') }),
    ],
    decide: (decision) => callApi(decideRightRules, { changeId: change.changeId, decision }),
  })
  return (
    <DatedChangesPage
      heading={t('heading')}
      lead={t('lead')}
      toPropose="products.proposeRightRules"
      {...{ query, show }}
    >
      {({ changes }, { isCaseOfficer, onChanged }) => {
        const now = changes.find(({ standing }) => standing === 'now')
        return (
          <Panel aria-labelledby="rules">
            <Heading variant="h2" id="rules" mb="s">
              {t('rules')}
            </Heading>
            <DecidedChanges changes={changes} show={show} />
            {isCaseOfficer ? (
              <ProposeRules key={now?.changeId} now={now} onChanged={onChanged} />
            ) : null}
          </Panel>
        )
      }}
    </DatedChangesPage>
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
  const common = useTexts(datedChangeTexts)
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
      <DayField name="beginsOn" label={common('firstDay')} />
      <TextField name="doctorId" label={t('doctorId')} hint={t('codesHint')} />
      <TextField name="together" label={t('together')} hint={t('togetherHint')} />
    </ProposeChange>
  )
}
