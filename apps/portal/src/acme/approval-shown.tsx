import type { EnrolmentApprovalView } from '@sotevarmenne/api/acme'
import { Chip } from '../cards/card-facts.tsx'
import { Facts, Panel } from '../layout/surface.tsx'
import { BecauseShown } from '../service-certificates/because-shown.tsx'
import { StepHistory } from '../service-certificates/step-history.tsx'
import { useTexts } from '../texts/index.ts'
import { acmeTexts } from './texts.ts'
import { certificateTexts } from '../service-certificates/texts.ts'

type Shown = { approval: EnrolmentApprovalView }

export const approvalTones = {
  requested: 'waiting',
  checked: 'waiting',
  approved: 'good',
  refused: 'bad',
  ended: 'neutral',
} as const

/** The facts of an approval, the same for every reader. */
export function ApprovalFacts({ approval }: Shown) {
  const t = useTexts(acmeTexts)
  const ofCertificates = useTexts(certificateTexts)
  const { technicalContact: contact, because, state } = approval
  return (
    <Panel aria-label={t('approval')}>
      <BecauseShown state={t(`state.${state}`)} because={because} />
      <Facts
        facts={[
          [
            t('approval'),
            <Chip key="state" $tone={approvalTones[state]}>
              {t(`state.${state}`)}
            </Chip>,
          ],
          [
            ofCertificates('organisation'),
            `${approval.organisation.name}, ${approval.organisation.businessId}`,
          ],
          [
            ofCertificates('unit'),
            [approval.unitName, approval.unitOid].filter((fact) => fact !== undefined).join(', '),
          ],
          [t('names'), approval.names.join(', ')],
          [ofCertificates('isTest'), approval.isTest ? ofCertificates('isTestHelp') : undefined],
          [
            ofCertificates('technicalContact'),
            [contact.name, contact.organisation, contact.email]
              .filter((fact) => fact !== undefined)
              .join(', '),
          ],
          [ofCertificates('mailbox'), approval.mailbox],
          [
            ofCertificates('conformity'),
            approval.hasConformity ? ofCertificates('conformityThere') : undefined,
          ],
        ]}
      />
    </Panel>
  )
}

export function ApprovalHistory({ approval }: Shown) {
  const t = useTexts(acmeTexts)
  return (
    <StepHistory
      heading={t('history')}
      history={approval.history}
      nameOf={(step) => t(`step.${step}`)}
    />
  )
}
