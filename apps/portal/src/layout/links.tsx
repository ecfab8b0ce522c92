import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { RouterLink, suomifiDesignTokens } from 'suomifi-ui-components'
import styled, { css } from 'styled-components'
import { usePageLanguage } from '../texts/language.ts'

/** The address of a page in the language of this page: `useHref()('desk/orders')`. */
export function useHref(): (path: string) => string {
  const language = usePageLanguage()
  return (path) => (path === '' ? `/${language}` : `/${language}/${path}`)
}

export function PageLink({
  to,
  state,
  label,
  children,
}: {
  to: string
  /** Its accessible name, where other links have the same text. */
  label?: string
  /** State passed to the page beside its address. */
  state?: unknown
  children: ReactNode
}) {
  const href = useHref()
  return (
    <InText asComponent={Link} to={href(to)} state={state} aria-label={label} underline="initial">
      {children}
    </InText>
  )
}

/** As large as the text around it, and recognisable without colour. */
const InText = styled(RouterLink)`
  &&& {
    font-size: inherit;
  }
`

/** Looks like a button of the design system but is a link. */
const asButton = css`
  display: inline-block;
  padding: 9px 20px;
  border: 1px solid transparent;
  border-radius: 2px;
  font-size: 14px;
  font-weight: 600;
  line-height: 20px;
  text-decoration: none;
  &:focus-visible {
    outline: 3px solid ${suomifiDesignTokens.colors.accentSecondary};
    outline-offset: 2px;
  }
`

/** A link to the page's main step. */
export const MainLink = styled(Link)`
  ${asButton}
  background: ${suomifiDesignTokens.gradients.highlightBaseToHighlightDark1};
  color: #fff;
  &:hover {
    background: ${suomifiDesignTokens.gradients.highlightLight1ToHighlightBase};
  }
`

/** A link to a file, not a page of the portal. Several may be in a list, beside the page's main step. */
export const FileLink = styled.a`
  ${asButton}
  border-color: ${suomifiDesignTokens.colors.highlightBase};
  background: ${suomifiDesignTokens.colors.whiteBase};
  color: ${suomifiDesignTokens.colors.highlightBase};
  &:hover {
    background: ${suomifiDesignTokens.colors.highlightLight4};
  }
`
