import type { RightView } from '@sotevarmenne/api/orders'
import styled from 'styled-components'
import { useTexts } from '../texts/index.ts'
import { deskTexts } from './texts.ts'

/**
 * Whether the right includes the right to prescribe, and its limits. The register has the limits in Finnish
 * only, so the text is marked as Finnish for screen readers.
 */
export function RightLimits({ right }: { right: RightView }) {
  const t = useTexts(deskTexts)
  return (
    <>
      {right.mayPrescribe === true ? <Line>{t('mayPrescribe')}</Line> : null}
      {right.limits === undefined ? null : (
        <Line>
          {t('limits')}: <span lang="fi">{right.limits}</span>
        </Line>
      )}
    </>
  )
}

const Line = styled.span`
  display: block;
`
