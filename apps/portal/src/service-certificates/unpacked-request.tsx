import type { ExaminedRequestView } from '@sotevarmenne/api/service-certificates'
import { Heading } from 'suomifi-ui-components'
import { Facts } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { certificateTexts } from './texts.ts'

/** A request in plain words: what its creator wrote in it. */
export function UnpackedRequest({
  unpacked,
}: {
  unpacked: NonNullable<ExaminedRequestView['unpacked']>
}) {
  const t = useTexts(certificateTexts)
  return (
    <>
      <Heading variant="h3" mt="m" mb="xs">
        {t('unpacked')}
      </Heading>
      <Facts
        facts={[
          [t('subject'), unpacked.subject.map(({ type, value }) => `${type}=${value}`).join(', ')],
          [
            t('alternativeNames'),
            unpacked.names.length === 0 ? undefined : unpacked.names.join(', '),
          ],
          [t('key'), unpacked.key],
          [t('signedWith'), unpacked.signedWith],
        ]}
      />
    </>
  )
}
