import { serviceRevocationReason } from '@sotevarmenne/api/service-certificates'
import { useReason } from '../forms/use-reason.tsx'
import { useTexts } from '../texts/index.ts'
import { certificateTexts } from './texts.ts'

/** Why the certificate is to be revoked. */
export function useRevocationReason() {
  const t = useTexts(certificateTexts)
  return useReason({
    name: 'reason',
    label: t('reason'),
    options: serviceRevocationReason.options,
    textOf: (one) => t(`reason.${one}`),
    missing: t('reasonMissing'),
  })
}
