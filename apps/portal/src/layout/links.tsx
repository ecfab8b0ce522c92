import { colours, focusRing } from '@sotevarmenne/design-tokens/tokens'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { RouterLink } from 'suomifi-ui-components'
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
    ${focusRing};
  }
`

/** A link to the page's main step. */
export const MainLink = styled(Link)`
  ${asButton}
  background: linear-gradient(0deg, ${colours.link}, ${colours.action});
  color: ${colours.surface};
  &:hover {
    background: linear-gradient(0deg, ${colours.action}, ${colours.actionLight});
  }
`

/** A link to a file, not a page of the portal. Several may be in a list, beside the page's main step. */
export const FileLink = styled.a`
  ${asButton}
  border-color: ${colours.action};
  background: ${colours.surface};
  color: ${colours.action};
  &:hover {
    background: ${colours.neutralTintLight};
  }
`
