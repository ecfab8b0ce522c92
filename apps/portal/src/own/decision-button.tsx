import { viewDecision } from '@sotevarmenne/api/renewals'
import { Button } from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { fromBase64 } from '../documents/base64.ts'
import { useAct } from '../layout/use-act.tsx'
import { useTexts } from '../texts/index.ts'
import { saveAs } from '../trail/save-as.ts'

/** The automatic decision as a file. */
export function DecisionButton({ orderId }: { orderId: string }) {
  const t = useTexts('renewal')
  const common = useTexts('common')
  const { act, isActing, shown } = useAct()

  const save = (): Promise<void> =>
    act(
      () => ask(viewDecision, { orderId }),
      ({ document }) => {
        saveAs(`sotevarmenne-${orderId}.pdf`, fromBase64(document))
      },
    )

  return (
    <>
      <Button
        variant="secondary"
        onClick={() => void save()}
        {...(isActing ? { loading: true, ariaLoadingText: common('loading') } : {})}
      >
        {t('decision')}
      </Button>
      {shown}
    </>
  )
}
