import { Button } from 'suomifi-ui-components'
import type { Answer } from '../api/ask.ts'
import { fromBase64 } from '../documents/base64.ts'
import { Actions } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { useTexts } from '../texts/index.ts'
import { saveAs } from '../trail/save-as.ts'

/** Lets a handler read the certificate of conformity as it was sent. */
export function SaveConformity({ find }: { find: () => Promise<Answer<{ pdf: string }>> }) {
  const t = useTexts('certificates')
  const { act, isActing, shown } = useAct()
  return (
    <>
      <Actions>
        <Button
          variant="secondary"
          disabled={isActing}
          onClick={() =>
            void act(find, ({ pdf }) => {
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
