import type { Right } from '@sotevarmenne/api/orders'
import styled from 'styled-components'
import { useTexts } from '../texts/index.ts'

/** How the right is limited. The register writes it in Finnish only, and so it is marked for those who read by ear. */
export function RightLimits({ right }: { right: Right }) {
  const t = useTexts('desk')
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
