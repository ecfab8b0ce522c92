import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { RouterLink, suomifiDesignTokens } from 'suomifi-ui-components'
import styled from 'styled-components'
import { usePageLanguage } from '../texts/dates.ts'

/** The address of a page in the language of this page: `useHref()('desk/orders')`. */
export function useHref(): (path: string) => string {
  const language = usePageLanguage()
  return (path) => (path === '' ? `/${language}` : `/${language}/${path}`)
}

export function PageLink({ to, children }: { to: string; children: ReactNode }) {
  const href = useHref()
  return (
    <InText asComponent={Link} to={href(to)} underline="initial">
      {children}
    </InText>
  )
}

/** As large as the text around it, and told apart from it without colour. */
const InText = styled(RouterLink)`
  &&& {
    font-size: inherit;
  }
`

/** A link to the page's main step: looks like the design system's button, is a link. */
export const MainLink = styled(Link)`
  display: inline-block;
  padding: 9px 20px;
  border: 1px solid transparent;
  border-radius: 2px;
  background: ${suomifiDesignTokens.gradients.highlightBaseToHighlightDark1};
  color: #fff;
  font-size: 14px;
  font-weight: 600;
  line-height: 20px;
  text-decoration: none;
  &:hover {
    background: ${suomifiDesignTokens.gradients.highlightLight1ToHighlightBase};
  }
  &:focus-visible {
    outline: 3px solid ${suomifiDesignTokens.colors.accentSecondary};
    outline-offset: 2px;
  }
`
