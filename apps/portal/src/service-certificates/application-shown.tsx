import type { ApplicationView } from '@sotevarmenne/api/service-certificates'
import { Button, Heading } from 'suomifi-ui-components'
import { Chip } from '../cards/card-facts.tsx'
import { fromBase64 } from '../documents/base64.ts'
import { useServicePrice } from '../fees/service-price.tsx'
import { CopyableWord } from '../layout/copyable.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { certificateTexts } from './texts.ts'
import { feeTexts } from '../fees/texts.ts'
import { saveAs } from '../audit-log/save-as.ts'
import { BecauseShown } from './because-shown.tsx'
import { StepHistory } from './step-history.tsx'
import { UnpackedRequest } from './unpacked-request.tsx'
import { Assessments } from './assessment-list.tsx'

export const applicationTones = {
  draft: 'neutral',
  sent: 'waiting',
  returned: 'waiting',
  checked: 'waiting',
  approved: 'waiting',
  refused: 'bad',
  withdrawn: 'neutral',
  issued: 'good',
  revoked: 'bad',
} as const

/** The facts of an application, the same for every reader. */
export function ApplicationFacts({ application }: { application: ApplicationView }) {
  const t = useTexts(certificateTexts)
  const fees = useTexts(feeTexts)
  const price = useServicePrice()
  const { technicalContact: contact, because } = application
  return (
    <Panel aria-label={t('heading')}>
      <BecauseShown state={t(`state.${application.state}`)} because={because} />
      <Facts
        facts={[
          [
            t('product'),
            <>
              {t(`product.${application.product}`)}
              {application.isTest ? `, ${t('isTest').toLowerCase()}` : ''}{' '}
              <Chip $tone={applicationTones[application.state]}>
                {t(`state.${application.state}`)}
              </Chip>
            </>,
          ],
          [
            t('organisation'),
            `${application.organisation.name}, ${application.organisation.businessId}`,
          ],
          [
            t('unit'),
            [application.unitName, application.unitOid]
              .filter((fact) => fact !== undefined)
              .join(', '),
          ],
          [
            t(application.product === 'server' ? 'names' : 'systemName'),
            application.names.join(', '),
          ],
          [
            t('technicalContact'),
            [contact.name, contact.organisation, contact.email]
              .filter((fact) => fact !== undefined)
              .join(', '),
          ],
          [
            t('intermediary'),
            contact.isKantaIntermediary === true ? contact.organisation : undefined,
          ],
          [t('mailbox'), application.mailbox],
          [fees('price'), price(application.price)],
          [t('invoiceReferenceShown'), application.invoiceReference],
          [t('conformity'), application.hasConformity ? t('conformityThere') : undefined],
        ]}
      />
    </Panel>
  )
}

export function ApplicationAssessments({ application }: { application: ApplicationView }) {
  const { assessments, request } = application
  return (
    <Assessments assessments={assessments}>
      {request?.unpacked === undefined ? null : <UnpackedRequest unpacked={request.unpacked} />}
    </Assessments>
  )
}

/** The certificate as files, in each format that servers accept. */
export function CertificateShown({
  application,
}: {
  application: Pick<ApplicationView, 'certificate'>
}) {
  const t = useTexts(certificateTexts)
  const { time, dayOf } = useDates()
  const { certificate } = application
  if (certificate === undefined) return null
  const { serial, issuedAt, validTo, pem, chain, revokedAt, reason } = certificate
  const der = fromBase64(pem.replaceAll(/-----[^-]+-----|\s/g, ''))
  return (
    <Panel aria-labelledby="certificate">
      <Heading variant="h2" id="certificate" mb="s">
        {t('certificate')}
      </Heading>
      <Facts
        facts={[
          [t('serial'), <CopyableWord key="serial" name={t('serial')} text={serial} />],
          [t('issuedAt'), time(issuedAt)],
          [t('validTo'), dayOf(validTo)],
          [t('revokedAt'), revokedAt === undefined ? undefined : time(revokedAt)],
          [t('reason'), reason === undefined ? undefined : t(`reason.${reason}`)],
        ]}
      />
      <Actions>
        <Button
          onClick={() => {
            saveAs(`${serial}.pem`, pem, 'application/x-pem-file')
          }}
        >
          {t('savePem')}
        </Button>
        <Button
          variant="secondary"
          onClick={() => {
            saveAs(`${serial}.cer`, der, 'application/pkix-cert')
          }}
        >
          {t('saveDer')}
        </Button>
        <Button
          variant="secondary"
          onClick={() => {
            saveAs(`${serial}-chain.pem`, chain.join(''), 'application/pem-certificate-chain')
          }}
        >
          {t('saveChain')}
        </Button>
      </Actions>
    </Panel>
  )
}

export function ApplicationHistory({ application }: { application: ApplicationView }) {
  const t = useTexts(certificateTexts)
  return (
    <StepHistory
      heading={t('history')}
      history={application.history}
      nameOf={(step) => t(`step.${step}`)}
    />
  )
}
