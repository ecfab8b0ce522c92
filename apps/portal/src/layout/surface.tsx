import { colours } from '@sotevarmenne/design-tokens/tokens'
import styled from 'styled-components'

export const Panel = styled.section`
  background: ${colours.surface};
  border: 1px solid ${colours.line};
  border-radius: 2px;
  padding: 24px;
  margin-top: 20px;
  > :first-child {
    margin-top: 0;
  }
  > :last-child {
    margin-bottom: 0;
  }
  @media (max-width: 600px) {
    padding: 16px;
  }
`

/** Main column and a narrower one beside it; one column on a narrow screen. */
export const Columns = styled.div`
  display: grid;
  grid-template-columns: minmax(0, 1fr) minmax(0, 400px);
  gap: 0 32px;
  align-items: start;
  @media (max-width: 900px) {
    grid-template-columns: minmax(0, 1fr);
  }
`

/** Stays visible beside a long form. */
export const Beside = styled.aside`
  position: sticky;
  top: 16px;
  @media (max-width: 900px) {
    position: static;
  }
`

export const Actions = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: 12px 16px;
  align-items: center;
  margin-top: 24px;
`

export const Prose = styled.div`
  max-width: 44rem;
  font-size: 18px;
  p,
  li {
    margin: 0 0 12px;
  }
  h2 {
    margin: 32px 0 8px;
  }
  .fi-error-summary :is(h2, li) {
    margin: 0;
  }
`

export const Muted = styled.span`
  color: ${colours.muted};
`

const List = styled.dl`
  display: grid;
  grid-template-columns: minmax(0, 12rem) minmax(0, 1fr);
  gap: 8px 24px;
  margin: 16px 0;
  dt {
    color: ${colours.muted};
  }
  dd {
    margin: 0;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  @media (max-width: 600px) {
    grid-template-columns: minmax(0, 1fr);
    gap: 0;
    dd {
      margin-bottom: 10px;
    }
  }
`

/** Facts as pairs; a fact that is not known is left out. */
export function Facts({
  facts,
}: {
  facts: readonly (readonly [name: string, value: React.ReactNode])[]
}) {
  return (
    <List>
      {facts
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => (
          <Fact key={name} name={name} value={value} />
        ))}
    </List>
  )
}

const Fact = ({ name, value }: { name: string; value: React.ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </>
)

/** Fields side by side as far as there is room. */
export const SideBySide = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(240px, 1fr));
  gap: 0 24px;
  align-items: end;
`

/** Fields that narrow the list below them, side by side on one line, with their button. */
export const FilterRow = styled.form`
  display: flex;
  flex-wrap: wrap;
  gap: 16px;
  align-items: flex-end;
  margin-bottom: 24px;
`
