import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { viewEmploymentCertificate, type OrderView } from '@sotevarmenne/api/orders'
import { Button } from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { useAction } from '../layout/use-action.tsx'
import { fromBase64 } from '../documents/base64.ts'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { memberTexts } from './member-texts.ts'
import { saveAs } from '../audit-log/save-as.ts'

/** The employment data in an order of a staff or actor card; nothing in a professional card's. */
export function useEmploymentFacts(): (
  order: OrderView,
) => readonly [string, string | undefined][] {
  const t = useTexts(memberTexts)
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
          t(declaredText(declaration), {
            name: declaration.givenBy,
            day: day(declaration.givenOn),
          }),
      ],
    ]
  }
}

function declaredText({
  logsInToPatientSystems,
  isStudent,
}: {
  readonly logsInToPatientSystems: boolean
  readonly isStudent?: true | undefined
}) {
  if (isStudent === true) return 'declaredStudent'
  return logsInToPatientSystems ? 'declaredYes' : 'declaredNo'
}

/** Fetched only on request: each access is recorded. */
export function EmploymentCertificate({ orderId }: { orderId: string }) {
  const t = useTexts(memberTexts)
  const { run, shown } = useAction()

  const open = (): Promise<void> =>
    run(
      () => callApi(viewEmploymentCertificate, { orderId }),
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

const fileName = ({ mediaType }: ResponseOf<typeof viewEmploymentCertificate>): string =>
  `employment-certificate.${mediaType.split('/')[1] ?? 'pdf'}`
