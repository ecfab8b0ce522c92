import { exportAuditLog, verifyAuditLog, viewCheckpoints } from '@sotevarmenne/api/audit'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { useEffect, useRef, useState } from 'react'
import { Button, Heading, InlineAlert, Paragraph } from 'suomifi-ui-components'
import styled from 'styled-components'
import { callApi } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { requestOf } from '@sotevarmenne/api/request'
import { CopyableWord } from '../layout/copyable.tsx'
import { Loaded, ProblemShown, Unreachable } from '../layout/responses.tsx'
import { FileLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { operationTexts } from './texts.ts'

type Part = ResponseOf<typeof verifyAuditLog>
type Finding = Part['findings'][number]

type Checking =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly size: number }
  | { readonly state: 'unreachable' }
  | { readonly state: 'refused'; readonly problem: ProblemDetails }
  | { readonly state: 'done'; readonly parts: readonly Part[] }

/** The auditor checks the whole audit log, part by part, and exports it for the stand-alone verifier. */
export function AuditLogCheckPage() {
  const t = useTexts(operationTexts)
  return (
    <>
      <PageTitle>{t('checkHeading')}</PageTitle>
      <Check />
      <Heads />
      <Panel aria-labelledby="export">
        <Heading variant="h2" id="export" mb="xs">
          {t('exportHeading')}
        </Heading>
        <Paragraph>{t('exportHelp')}</Paragraph>
        <Actions>
          <FileLink href={requestOf(exportAuditLog, {}).url} download="audit-log.ndjson">
            {t('export')}
          </FileLink>
        </Actions>
      </Panel>
    </>
  )
}

function Check() {
  const t = useTexts(operationTexts)
  const [checking, setChecking] = useState<Checking>({ state: 'idle' })
  const running = useRef<AbortController>(undefined)
  useEffect(() => () => running.current?.abort(), [])
  const newest = useCheckpoints().data
  const total = newest?.ok === true ? newest.value.checkpoints[0]?.size : undefined

  async function check(): Promise<void> {
    const controller = new AbortController()
    running.current = controller
    setChecking({ state: 'running', size: 0 })
    const ended = await checkAll(controller.signal, (size) => {
      setChecking({ state: 'running', size })
    })
    if (!controller.signal.aborted) setChecking(ended)
  }

  return (
    <Panel aria-labelledby="check">
      <Heading variant="h2" id="check" mb="xs">
        {t('check')}
      </Heading>
      <Paragraph>{t('checkHelp')}</Paragraph>
      <div aria-live="polite">
        {checking.state === 'running' ? (
          <Progress>
            {t('checked', { size: checking.size })}
            <progress
              aria-label={t('check')}
              value={checking.size}
              max={Math.max(total ?? 0, checking.size, 1)}
            />
          </Progress>
        ) : null}
        {checking.state === 'done' ? <Outcome parts={checking.parts} /> : null}
      </div>
      {checking.state === 'refused' ? <ProblemShown problem={checking.problem} /> : null}
      {checking.state === 'unreachable' ? <Unreachable onRetry={() => void check()} /> : null}
      {checking.state === 'running' || checking.state === 'unreachable' ? null : (
        <Actions>
          <Button onClick={() => void check()}>{t('startCheck')}</Button>
        </Actions>
      )}
    </Panel>
  )
}

/** Fetches one part after another, up to the newest signed checkpoint. */
async function checkAll(signal: AbortSignal, onPart: (size: number) => void): Promise<Checking> {
  const parts: Part[] = []
  try {
    for (;;) {
      const part = await callApi(verifyAuditLog, { after: parts.at(-1)?.size ?? 0 }, signal)
      if (!part.ok) return { state: 'refused', problem: part.refusal }
      parts.push(part.value)
      if (part.value.isLast) return { state: 'done', parts }
      onPart(part.value.size)
    }
  } catch {
    return { state: 'unreachable' }
  }
}

function Outcome({ parts }: { parts: readonly Part[] }) {
  const t = useTexts(operationTexts)
  const findings = parts.flatMap((part) => part.findings)
  const sum = (of: 'checkpoints' | 'erased'): number =>
    parts.reduce((total, part) => total + part[of], 0)
  const size = parts.at(-1)?.size ?? 0
  if (findings.length === 0)
    return (
      <InlineAlert status="neutral" labelText={t('whole')} mt="m">
        {t('wholeHelp', { size, checkpoints: sum('checkpoints'), erased: sum('erased') })}
      </InlineAlert>
    )
  return (
    <InlineAlert status="error" labelText={t('notWhole', { count: findings.length })} mt="m">
      {t('notWholeHelp')}
      <ul>
        {findings.map((finding, index) => (
          <li key={index}>{t(`finding.${kindOf(finding)}`, placeOf(finding))}</li>
        ))}
      </ul>
    </InlineAlert>
  )
}

const findingKinds = [
  'leaf-missing',
  'node-does-not-match',
  'entry-missing',
  'entry-altered',
  'entry-outside-the-tree',
  'erased-too-early',
  'tree-does-not-match-its-state',
  'checkpoint-does-not-match',
  'checkpoint-signature-wrong',
] as const

const kindOf = ({ kind }: Finding) => findingKinds.find((one) => one === kind) ?? 'other'

const placeOf = ({ kind, position, size, before, entryId }: Finding) => ({
  kind,
  position: position === undefined ? '–' : String(position),
  size: size === undefined ? '–' : String(size),
  before: before === undefined ? '–' : String(before),
  entryId: entryId ?? '–',
})

const useCheckpoints = () => useApiQuery(['checkpoints'], viewCheckpoints, { limit: 5 })

/** The newest signed checkpoints and their key: an auditor stores them elsewhere and compares. */
function Heads() {
  const t = useTexts(operationTexts)
  const { time } = useDates()
  const query = useCheckpoints()
  return (
    <Panel aria-labelledby="heads">
      <Heading variant="h2" id="heads" mb="xs">
        {t('heads')}
      </Heading>
      <Paragraph>{t('headsHelp')}</Paragraph>
      <Loaded query={query}>
        {({ key, checkpoints }) => (
          <>
            <Facts facts={[[t('key'), <CopyableWord key="key" name={t('key')} text={key} />]]} />
            {checkpoints.length === 0 ? <Paragraph>{t('noHeads')}</Paragraph> : null}
            {checkpoints.map(({ size, root, at }) => (
              <Facts
                key={size}
                facts={[
                  [t('signedAt'), time(at)],
                  [t('size'), size],
                  [t('root'), <code key="root">{root}</code>],
                ]}
              />
            ))}
          </>
        )}
      </Loaded>
    </Panel>
  )
}

const Progress = styled.div`
  margin-top: 20px;
  progress {
    display: block;
    width: 100%;
    max-width: 480px;
    height: 12px;
    margin-top: 8px;
  }
`
