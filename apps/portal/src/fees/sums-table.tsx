import { colours } from '@sotevarmenne/design-tokens/tokens'
import type { ReactNode } from 'react'
import styled from 'styled-components'

/** A table of sums that scrolls within itself in a narrow window. */
export const SumsTable = ({ label, children }: { label: string; children: ReactNode }) => (
  <Scroll tabIndex={0} role="region" aria-label={label}>
    <table>{children}</table>
  </Scroll>
)

const Scroll = styled.div`
  overflow-x: auto;
  table {
    border-collapse: collapse;
    width: 100%;
  }
  th,
  td {
    padding: 8px 12px;
    text-align: right;
    vertical-align: top;
    border-bottom: 1px solid ${colours.line};
    white-space: nowrap;
  }
  th:first-child,
  .text {
    text-align: left;
    white-space: normal;
  }
  tbody th,
  tfoot th {
    font-weight: 400;
  }
  thead th {
    font-weight: 600;
  }
  @media (max-width: 480px) {
    font-size: 14px;
    th,
    td {
      padding: 8px 3px;
    }
    tbody th:first-child,
    .text {
      min-width: 6.5rem;
      hyphens: auto;
      overflow-wrap: anywhere;
    }
  }
`
