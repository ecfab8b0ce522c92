import { Button } from 'suomifi-ui-components'
import type { ApiResult } from '../api/call-api.ts'
import { fromBase64 } from '../documents/base64.ts'
import { Actions } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { certificateTexts } from './texts.ts'
import { saveAs } from '../audit-log/save-as.ts'

/** Lets a case officer read the certificate of conformity as it was sent. */
export function SaveConformity({ find }: { find: () => Promise<ApiResult<{ pdf: string }>> }) {
  const t = useTexts(certificateTexts)
  const { run, isActing, shown } = useAction()
  return (
    <>
      <Actions>
        <Button
          variant="secondary"
          disabled={isActing}
          onClick={() =>
            void run(find, ({ pdf }) => {
              saveAs('conformity.pdf', fromBase64(pdf))
            })
          }
        >
          {t('saveConformity')}
        </Button>
      </Actions>
      {shown}
    </>
  )
}
