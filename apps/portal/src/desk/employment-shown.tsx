import type { AnswerOf } from '@sotevarmenne/api/endpoint'
import { viewEmploymentCertificate, type Order } from '@sotevarmenne/api/orders'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { useState } from 'react'
import { Button } from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { fromBase64 } from '../documents/base64.ts'
import { ProblemShown, Unreachable } from '../layout/answers.tsx'
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
  const [problem, setProblem] = useState<ProblemDetails>()
  const [isUnreachable, setIsUnreachable] = useState(false)

  async function open(): Promise<void> {
    setProblem(undefined)
    setIsUnreachable(false)
    try {
      const found = await ask(viewEmploymentCertificate, { orderId })
      if (found.ok) saveAs(fileName(found.value), fromBase64(found.value.document))
      else setProblem(found.refusal)
    } catch {
      setIsUnreachable(true)
    }
  }

  return (
    <>
      {problem === undefined ? null : <ProblemShown problem={problem} />}
      {isUnreachable ? <Unreachable onRetry={() => void open()} /> : null}
      <Button variant="secondary" mt="s" onClick={() => void open()}>
        {t('openCertificate')}
      </Button>
    </>
  )
}

const fileName = ({ mediaType }: AnswerOf<typeof viewEmploymentCertificate>): string =>
  `employment-certificate.${mediaType.split('/')[1] ?? 'pdf'}`
