import { listCases, caseKind, casesShown } from '@sotevarmenne/api/cases'
import { useSearchParams } from 'react-router'
import { Dropdown, DropdownItem } from 'suomifi-ui-components'
import { usePages } from '../api/queries.ts'
import { PageTitle } from '../layout/page-title.tsx'
import { RowList } from '../layout/row-list.tsx'
import { SideBySide } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { caseTexts } from './texts.ts'
import { CaseLine } from './case-line.tsx'

/** What holders wrote to the office: cases that need a reply first, by deadline. */
export function CasesPage() {
  const t = useTexts(caseTexts)
  const [query, setQuery] = useSearchParams()
  const show = casesShown.options.find((one) => one === query.get('show')) ?? 'due'
  const kind = caseKind.options.find((one) => one === query.get('kind'))
  const choose = (changed: { readonly show?: string; readonly kind?: string }): void => {
    const chosen = { show, ...(kind !== undefined && { kind }), ...changed }
    setQuery(chosen.kind === 'all' ? { show: chosen.show } : chosen, { replace: true })
  }
  const pages = usePages(['cases', show, kind], listCases, { show, kind })
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <SideBySide>
        <Dropdown
          labelText={t('show')}
          value={show}
          onChange={(chosen) => {
            choose({ show: chosen })
          }}
          mb="m"
        >
          {casesShown.options.map((value) => (
            <DropdownItem key={value} value={value}>
              {t(`show.${value}`)}
            </DropdownItem>
          ))}
        </Dropdown>
        <Dropdown
          labelText={t('kind')}
          value={kind ?? 'all'}
          onChange={(chosen) => {
            choose({ kind: chosen })
          }}
          mb="m"
        >
          {[
            { value: 'all', label: t('allKinds') },
            ...caseKind.options.map((value) => ({ value, label: t(`kind.${value}`) })),
          ].map(({ value, label }) => (
            <DropdownItem key={value} value={value}>
              {label}
            </DropdownItem>
          ))}
        </Dropdown>
      </SideBySide>
      <RowList
        pages={pages}
        empty={t('officeNone')}
        rowsOf={({ cases }) =>
          cases.map((supportCase) => (
            <CaseLine
              key={supportCase.caseId}
              supportCase={supportCase}
              at={`operations/cases/${supportCase.caseId}`}
            />
          ))
        }
      />
    </>
  )
}
