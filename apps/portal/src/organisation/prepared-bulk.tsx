import {
  attachSharedCertificate,
  maxPreparedAtOnce,
  previewPrepared,
  sendManyDrafts,
  storeSharedCertificate,
  withdrawManyPrepared,
  type PreparedBulkAction,
  type PreparedBulkView,
  type PreparedChosen,
  type PreparedOrderView,
  type PreparedSought,
} from '@sotevarmenne/api/employments'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { ok } from '@sotevarmenne/kernel/result'
import { useState } from 'react'
import { Button, Heading, InlineAlert, Paragraph } from 'suomifi-ui-components'
import { isForNow } from '../api/cached-responses.ts'
import { callApi, type ApiResult } from '../api/call-api.ts'
import { documentTexts } from '../documents/texts.ts'
import { documentOf, isTooLarge } from '../forms/document-input.tsx'
import { FileField } from '../forms/file-field.tsx'
import { RefusedRows, type PartResult, type useBulkAct } from '../layout/bulk-act.tsx'
import { ChooseButtons, type useChosenRows } from '../layout/chosen-rows.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { matchFiles, type MatchedFile, type UnmatchedFile } from './match-files.ts'
import { preparedBulkTexts } from './prepared-bulk-texts.ts'

type Preview = ResponseOf<typeof previewPrepared>
type CanRow = Preview['can'][number]

/** An order, and the file that is attached to it alone. */
export type BulkRow = CanRow & { readonly file?: File }

/** What is about to be done, as it was previewed. */
type Plan = {
  readonly action: PreparedBulkAction
  readonly preview: Preview
  readonly files: readonly File[]
  readonly matched: readonly MatchedFile<CanRow>[]
  readonly unmatched: readonly UnmatchedFile[]
}

/** As many as one preview takes by id. */
const maxChosen = 1000

/**
 * Choosing among the orders that wait, and acts on the chosen ones, or on all that match: a preview, the act in parts, and
 * what came of each row.
 */
export function PreparedBulk({
  organisationId,
  sought,
  shown,
  choosing: { chosen, choose: onChosen },
  bulk: { start, clear },
}: {
  organisationId: string
  sought: PreparedSought
  /** Those of the list that can be chosen. */
  shown: readonly PreparedOrderView[]
  choosing: Pick<ReturnType<typeof useChosenRows<PreparedOrderView>>, 'chosen' | 'choose'>
  bulk: Pick<ReturnType<typeof useBulkAct<BulkRow>>, 'start' | 'clear'>
}) {
  const t = useTexts(preparedBulkTexts)
  const [isAll, setIsAll] = useState(false)
  const [plan, setPlan] = useState<Plan>()
  const { run, clear: clearProblem, isActing, shown: problem } = useAction()
  const of: PreparedChosen = isAll ? { sought } : { preparedIds: [...chosen.keys()] }

  function choose(next: readonly PreparedOrderView[], all = false): void {
    setPlan(undefined)
    clearProblem()
    clear()
    setIsAll(all)
    onChosen(next)
  }
  const prepare = (action: PreparedBulkAction, files: readonly File[] = []): void => {
    setPlan(undefined)
    clear()
    void run(
      () => callApi(previewPrepared, { organisationId, action, of }),
      (preview) => {
        setPlan({
          ...{ action, preview, files },
          ...matchFiles(
            action === 'attachOwnCertificates' ? files : [],
            { rows: preview.can, others: preview.cannot },
            isTooLarge,
          ),
        })
      },
    )
  }
  function carryOut({ action, preview, files, matched }: Plan): void {
    setPlan(undefined)
    setIsAll(false)
    onChosen([])
    if (action === 'attachOwnCertificates')
      start(
        matched.map(({ file, row }) => ({ ...row, file })),
        { partSize: 1, send: attachOwn(organisationId) },
      )
    else
      start(preview.can, {
        partSize: maxPreparedAtOnce,
        send: sendingOf(action, organisationId, files),
      })
  }

  const count = isAll ? undefined : chosen.size
  const isChoosing = isAll || chosen.size > 0
  return (
    <>
      <ChooseButtons
        shown={shown.length}
        isChoosing={isChoosing}
        onShown={() => {
          choose(shown)
        }}
        onNone={() => {
          choose([])
        }}
      >
        {shown.length === 0 ? null : (
          <Button
            variant="secondary"
            onClick={() => {
              choose([], true)
            }}
          >
            {t('chooseAll')}
          </Button>
        )}
      </ChooseButtons>
      {isChoosing ? (
        <Panel aria-labelledby="bulk" style={{ margin: '16px 0' }}>
          <Heading variant="h2" id="bulk" mb="s">
            {count === undefined ? t('allChosen') : t('chosen', { count })}
          </Heading>
          {count !== undefined && count > maxChosen ? (
            <InlineAlert status="error">{t('tooMany')}</InlineAlert>
          ) : plan === undefined ? (
            <Choices isActing={isActing} onPlan={prepare} />
          ) : (
            <PlanShown
              plan={plan}
              onYes={() => {
                carryOut(plan)
              }}
              onNo={() => {
                setPlan(undefined)
              }}
            />
          )}
          {problem}
        </Panel>
      ) : null}
    </>
  )
}

const shownRow = ({ preparedId, state }: CanRow) => ({ preparedId, state })

const partOf = (response: ApiResult<PreparedBulkView>): ApiResult<PartResult> =>
  response.ok
    ? ok({
        ...response.value,
        refused: response.value.refused.map(({ preparedId, ...row }) => ({
          ...{ id: preparedId, ...row },
        })),
      })
    : response

const allBy =
  (contract: typeof withdrawManyPrepared | typeof sendManyDrafts, organisationId: string) =>
  async (rows: readonly BulkRow[]): Promise<ApiResult<PartResult>> =>
    partOf(await callApi(contract, { organisationId, rows: rows.map(shownRow) }))

function sendingOf(
  action: Exclude<PreparedBulkAction, 'attachOwnCertificates'>,
  organisationId: string,
  [file]: readonly File[],
) {
  if (action === 'withdraw') return allBy(withdrawManyPrepared, organisationId)
  if (action === 'send') return allBy(sendManyDrafts, organisationId)
  return attachOne(organisationId, file)
}

/** The document is sent once, and again if it was erased meanwhile. */
function attachOne(organisationId: string, file: File | undefined) {
  let stored: string | undefined
  return async (rows: readonly BulkRow[]): Promise<ApiResult<PartResult>> => {
    if (stored === undefined && file !== undefined) {
      const response = await callApi(storeSharedCertificate, {
        ...{ organisationId, document: await documentOf(file) },
      })
      if (!response.ok) return response
      stored = response.value.certificateId
    }
    const attached = await callApi(attachSharedCertificate, {
      ...{ organisationId, certificateId: stored ?? '', rows: rows.map(shownRow) },
    })
    if (!attached.ok) stored = undefined
    return partOf(attached)
  }
}

/**
 * The file of each, as one document for one order: none is replaced, and an order that has changed since is refused. A
 * refusal of the file is a result of its row; one of the person or the service is one of the whole act.
 */
const attachOwn =
  (organisationId: string) =>
  async ([row]: readonly BulkRow[]): Promise<ApiResult<PartResult>> => {
    if (row?.file === undefined) return ok({ done: 0, already: 0, refused: [], reasons: [] })
    const { preparedId: id, file } = row
    const name = `${row.name ?? ''} (${file.name})`
    let response: ApiResult<PartResult>
    try {
      response = await attachOne(organisationId, file)([row])
    } catch (fault) {
      // The file was moved or changed after it was chosen; a request that fails throws another error.
      if (!(fault instanceof DOMException)) throw fault
      const kind = 'file-unreadable'
      return ok({
        ...{ done: 0, already: 0, refused: [{ id, name, kind }] },
        reasons: [{ kind, title: preparedBulkTexts.unreadable }],
      })
    }
    if (response.ok)
      return ok({
        ...{ ...response.value, refused: response.value.refused.map((one) => ({ ...one, name })) },
      })
    const { kind, status, title, detail = '' } = response.refusal
    if (status === 401 || status === 403 || isForNow(response.refusal)) return response
    // In the language of the page alone, which is the one that is shown.
    const same = (text: string) => ({ fi: text, sv: text, en: text })
    return ok({
      ...{ done: 0, already: 0, refused: [{ id, name, kind }] },
      reasons: [{ kind, title: same(title), advice: same(detail) }],
    })
  }

function Choices({
  isActing,
  onPlan,
}: {
  isActing: boolean
  onPlan: (action: PreparedBulkAction, files?: readonly File[]) => void
}) {
  const t = useTexts(preparedBulkTexts)
  const documents = useTexts(documentTexts)
  const [isLarge, setIsLarge] = useState(false)
  const words = {
    ...{ inputButtonText: documents('chooseFile'), dragAreaText: documents('dragFile') },
    ...{ removeFileText: documents('removeFile'), addedFileAriaText: documents('fileAdded') },
    ...{ accept: 'application/pdf,image/jpeg,image/png', fullWidth: true },
  }
  return (
    <>
      <Paragraph mb="s">{t('previewFirst')}</Paragraph>
      <Actions style={{ marginTop: 0, marginBottom: 16 }}>
        <Button
          id="bulk-withdraw"
          variant="secondary"
          disabled={isActing}
          onClick={() => {
            onPlan('withdraw')
          }}
        >
          {t('withdraw')}
        </Button>
        <Button
          id="bulk-send"
          variant="secondary"
          disabled={isActing}
          onClick={() => {
            onPlan('send')
          }}
        >
          {t('send')}
        </Button>
      </Actions>
      <details>
        <summary>{t('attach')}</summary>
        <Paragraph mb="s">{t('attachHelp')}</Paragraph>
        <FileField
          id="bulk-certificate"
          labelText={t('oneFile')}
          hintText={t('oneFileHint')}
          {...words}
          onChange={(files) => {
            const [file] = files
            setIsLarge(file !== undefined && isTooLarge(file))
            if (file !== undefined && !isTooLarge(file)) onPlan('attachCertificate', [file])
          }}
          {...(isLarge ? { status: 'error' as const, statusText: t('fileTooLarge') } : {})}
        />
        <FileField
          id="bulk-certificates"
          multiFile
          multiFileListHeadingText={t('filesChosen')}
          labelText={t('manyFiles')}
          hintText={t('manyFilesHint')}
          {...words}
          onChange={(files) => {
            const list = Array.from(files)
            if (list.length > 0) onPlan('attachOwnCertificates', list)
          }}
        />
      </details>
    </>
  )
}

function PlanShown({ plan, onYes, onNo }: { plan: Plan; onYes: () => void; onNo: () => void }) {
  const t = useTexts(preparedBulkTexts)
  const { action, preview, files, matched, unmatched } = plan
  const isOwn = action === 'attachOwnCertificates'
  const count = isOwn ? matched.length : preview.can.length
  const [file] = files
  return (
    <>
      <Heading variant="h3" mb="xs">
        {t('previewHeading')}
      </Heading>
      <Paragraph mb="s">
        {t(`preview.${action}`, { count, file: file?.name ?? '', files: files.length })}
      </Paragraph>
      {preview.hasMore ? <Paragraph mb="s">{t('hasMore')}</Paragraph> : null}
      {matched.length === 0 ? null : (
        <ul>
          {matched.map(({ file: own, row }) => (
            <li key={row.preparedId}>{`${row.name ?? ''}: ${own.name}`}</li>
          ))}
        </ul>
      )}
      {unmatched.length === 0 ? null : (
        <>
          <Heading variant="h3" mt="m" mb="xs">
            {t('unmatched', { count: unmatched.length })}
          </Heading>
          <ul>
            {unmatched.map(({ file: own, why }, nr) => (
              <li key={`${String(nr)} ${own.name}`}>{`${own.name}: ${t(`why.${why}`)}`}</li>
            ))}
          </ul>
        </>
      )}
      <RefusedRows
        refused={preview.cannot.map(({ preparedId, ...row }) => ({ id: preparedId, ...row }))}
        reasons={preview.reasons}
        heading={t('cannot', { count: preview.cannot.length })}
      />
      <Actions>
        {count === 0 ? null : (
          <Button id="bulk-yes" onClick={onYes}>
            {t(`yes.${action}`, { count })}
          </Button>
        )}
        <Button variant="secondary" onClick={onNo}>
          {t('no')}
        </Button>
      </Actions>
    </>
  )
}
