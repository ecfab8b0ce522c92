import type { RightView } from '@sotevarmenne/api/orders'
import styled from 'styled-components'
import { useTexts } from '../texts/index.ts'
import { deskTexts } from './texts.ts'

/**
 * The limits of the right. The register has them in Finnish only, so the text is marked as Finnish for screen
 * readers.
 */
export function RightLimits({ right }: { right: RightView }) {
  const t = useTexts(deskTexts)
  if (right.limits === undefined) return null
  return (
    <Line>
      {t('limits')}: <span lang="fi">{right.limits}</span>
    </Line>
  )
}

const Line = styled.span`
  display: block;
`
