import { viewDecision } from '@sotevarmenne/api/renewals'
import { ActionButton } from '../layout/action-button.tsx'
import { callApi } from '../api/call-api.ts'
import { fromBase64 } from '../documents/base64.ts'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { renewalTexts } from './renewal-texts.ts'
import { commonTexts } from '../texts/common.ts'
import { saveAs } from '../audit-log/save-as.ts'

/** The automatic decision as a file. */
export function DecisionButton({ orderId }: { orderId: string }) {
  const t = useTexts(renewalTexts)
  const common = useTexts(commonTexts)
  const { run, isActing, shown } = useAction()

  const save = (): Promise<void> =>
    run(
      () => callApi(viewDecision, { orderId }),
      ({ document }) => {
        saveAs(`sotevarmenne-${orderId}.pdf`, fromBase64(document))
      },
    )

  return (
    <>
      <ActionButton
        variant="secondary"
        onClick={() => void save()}
        isActing={isActing}
        acting={common('loading')}
      >
        {t('decision')}
      </ActionButton>
      {shown}
    </>
  )
}
