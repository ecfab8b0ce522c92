import type { RegistrarApplicationView } from '@sotevarmenne/api/registrars'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { Chip } from '../cards/card-facts.tsx'
import { DecisionsShown } from '../cards/decisions-shown.tsx'
import { Facts, Panel } from '../layout/surface.tsx'
import { BecauseShown } from '../service-certificates/because-shown.tsx'
import { StepHistory } from '../service-certificates/step-history.tsx'
import { RuleList } from '../service-certificates/assessment-list.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { registrarTexts } from './texts.ts'

type Shown = { application: RegistrarApplicationView }

export const registrarTones = {
  draft: 'neutral',
  sent: 'waiting',
  returned: 'waiting',
  approved: 'good',
  refused: 'bad',
  withdrawn: 'neutral',
} as const

/** The facts of an application for a registrar, the same for every reader. */
export function RegistrarFacts({ application }: Shown) {
  const t = useTexts(registrarTexts)
  const { day } = useDates()
  const { name, identityCode, knownName, state, point, organisation, training, because } =
    application
  return (
    <Panel aria-label={t('application')}>
      <BecauseShown state={t(`state.${state}`)} because={because} />
      <Facts
        facts={[
          [
            t('application'),
            <Chip key="state" $tone={registrarTones[state]}>
              {t(`state.${state}`)}
            </Chip>,
          ],
          [t('person'), `${name}, ${identityCode}`],
          ...(knownName === undefined ? [] : [[t('knownName'), knownName] as const]),
          [t('organisation'), `${organisation.name}, ${organisation.businessId}`],
          [t('point'), point.name],
          [
            t('training'),
            t('trainingShown', {
              ...{ kind: t(`kind.${training.kind}`), course: training.course },
              ...{ day: day(training.completedOn), certificate: training.certificate },
            }),
          ],
          [t('trainingUntil'), day(training.lastDay)],
          [t('proof'), t(application.hasProof ? 'proofThere' : 'proofMissing')],
        ]}
      />
    </Panel>
  )
}

export function RegistrarChecks({ application: { checks } }: Shown) {
  const t = useTexts(registrarTexts)
  if (checks.length === 0) return null
  return (
    <Panel aria-labelledby="checks">
      <Heading variant="h2" id="checks" mb="xs">
        {t('checks')}
      </Heading>
      <Paragraph mb="s">{t('checksHelp')}</Paragraph>
      <RuleList assessments={checks} nameOf={(rule) => t(`rule.${rule}`)} />
    </Panel>
  )
}

/** The grounds of the decision, and its history step by step. */
export function RegistrarHistory({ application: { decision, history } }: Shown) {
  const t = useTexts(registrarTexts)
  return (
    <>
      {decision === undefined ? null : <DecisionsShown decisions={[decision]} />}
      <StepHistory heading={t('history')} history={history} nameOf={(step) => t(`step.${step}`)} />
    </>
  )
}
