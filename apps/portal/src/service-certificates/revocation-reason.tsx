import { serviceRevocationReason } from '@sotevarmenne/api/service-certificates'
import type { z } from 'zod'
import { RadioButton, RadioButtonGroup } from 'suomifi-ui-components'
import { useTexts } from '../texts/index.ts'
import { certificateTexts } from './texts.ts'

export type RevocationReason = z.infer<typeof serviceRevocationReason>

/** Why the certificate is to be revoked. */
export function RevocationReasonInput({
  reason,
  onChosen,
}: {
  reason: RevocationReason
  onChosen: (reason: RevocationReason) => void
}) {
  const t = useTexts(certificateTexts)
  return (
    <RadioButtonGroup
      name="reason"
      labelText={t('reason')}
      value={reason}
      onChange={(value) => {
        const chosen = serviceRevocationReason.safeParse(value)
        if (chosen.success) onChosen(chosen.data)
      }}
    >
      {serviceRevocationReason.options.map((value) => (
        <RadioButton key={value} value={value}>
          {t(`reason.${value}`)}
        </RadioButton>
      ))}
    </RadioButtonGroup>
  )
}
