import type { AnswerOf } from '@sotevarmenne/api/endpoint'
import { viewEmploymentCertificate, type Order } from '@sotevarmenne/api/orders'
import { Button } from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { useAct } from '../layout/use-act.tsx'
import { fromBase64 } from '../documents/base64.ts'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { saveAs } from '../trail/save-as.ts'

/** What an order of a staff or actor card says of the employment; nothing of a professional's. */
export function useEmploymentFacts(): (order: Order) => readonly [string, string | undefined][] {
  const t = useTexts('member')
  const { day } = useDates()
  return ({ employment }) => {
    if (employment === undefined) return []
    const { organisation, businessId, unit, endsOn, declaration } = employment
    return [
      [t('employer'), `${organisation}, ${businessId}`],
      [t('unit'), unit && `${unit.name}, ${unit.oid}`],
      [t('employmentEndsOn'), endsOn && day(endsOn)],
      [
        t('declaration'),
        declaration &&
          t(declaration.logsInToPatientSystems ? 'declaredYes' : 'declaredNo', {
            name: declaration.givenBy,
            day: day(declaration.givenOn),
          }),
      ],
    ]
  }
}

/** Fetched only when somebody asks for it: each look is recorded. */
export function EmploymentCertificate({ orderId }: { orderId: string }) {
  const t = useTexts('member')
  const { act, shown } = useAct()

  const open = (): Promise<void> =>
    act(
      () => ask(viewEmploymentCertificate, { orderId }),
      (found) => {
        saveAs(fileName(found), fromBase64(found.document))
      },
    )

  return (
    <>
      {shown}
      <Button variant="secondary" mt="s" onClick={() => void open()}>
        {t('openCertificate')}
      </Button>
    </>
  )
}

const fileName = ({ mediaType }: AnswerOf<typeof viewEmploymentCertificate>): string =>
  `employment-certificate.${mediaType.split('/')[1] ?? 'pdf'}`
