import { storePhoto } from '@sotevarmenne/api/orders'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { useRef, useState } from 'react'
import {
  Button,
  InlineAlert,
  Paragraph,
  RadioButton,
  RadioButtonGroup,
} from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { FileField } from '../forms/file-field.tsx'
import { fieldId } from '../forms/form-errors.tsx'
import { ProblemShown } from '../layout/responses.tsx'
import { Actions } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { deskTexts } from '../desk/texts.ts'
import { commonTexts } from '../texts/common.ts'
import { Camera } from './camera.tsx'
import { largestZoom } from './crop.ts'
import { PhotoFraming, type FramedPhoto } from './photo-framing.tsx'
import { pixelsOf, useSmallestPhoto } from './use-smallest-photo.ts'

/** The applicant's choice: a card without a photo, or with one that the service stores. */
export type PhotoChoice =
  | { readonly kind: 'none' }
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'stored'; readonly photoId: string }

type Source = 'none' | 'upload' | 'camera'

/** Takes a photo from a file or the camera, has its framing confirmed by the registrar, and stores it. */
export function PhotoField({
  personId,
  choice,
  onChoice,
  onPreview,
  error,
}: {
  personId: string
  choice: PhotoChoice | undefined
  onChoice: (choice: PhotoChoice) => void
  /** The photo as currently framed, for the picture of the card. */
  onPreview: (image: string | undefined) => void
  error: string | undefined
}) {
  const t = useTexts(deskTexts)
  const common = useTexts(commonTexts)
  const smallest = useSmallestPhoto()
  const [source, setSource] = useState<Source | undefined>(
    choice?.kind === 'stored' ? 'upload' : choice?.kind === 'none' ? 'none' : undefined,
  )
  const [picture, setPicture] = useState<ImageBitmap>()
  const [trouble, setTrouble] = useState<'small' | 'unreadable'>()
  const [problem, setProblem] = useState<ProblemDetails>()
  const [isUnreachable, setIsUnreachable] = useState(false)
  const [isStoring, setIsStoring] = useState(false)
  const step = useRef<HTMLDivElement>(null)
  const hasCamera = 'mediaDevices' in navigator

  function chooseSource(chosen: Source): void {
    setSource(chosen)
    startAgain(chosen)
  }

  function startAgain(chosen: Source): void {
    setPicture(undefined)
    setTrouble(undefined)
    setProblem(undefined)
    onPreview(undefined)
    onChoice({ kind: chosen === 'none' ? 'none' : 'unfinished' })
  }

  function take(taken: ImageBitmap): void {
    const isSmall = largestZoom(taken, smallest) < 1
    setTrouble(isSmall ? 'small' : undefined)
    setPicture(isSmall ? undefined : taken)
    step.current?.focus()
  }

  async function store(framed: FramedPhoto): Promise<void> {
    setIsStoring(true)
    const image = framed.image.slice(framed.image.indexOf(',') + 1)
    setProblem(undefined)
    setIsUnreachable(false)
    const stored = await callApi(storePhoto, { personId, image }).catch(() => undefined)
    setIsStoring(false)
    if (stored === undefined) {
      setIsUnreachable(true)
      return
    }
    if (!stored.ok) {
      setProblem(stored.refusal)
      return
    }
    setPicture(undefined)
    onPreview(framed.image)
    onChoice({ kind: 'stored', photoId: stored.value.photoId })
    step.current?.focus()
  }

  return (
    <>
      <RadioButtonGroup
        name="photoSource"
        labelText={t('photoQuestion')}
        value={source ?? ''}
        onChange={(value) => {
          chooseSource(value === 'upload' || value === 'camera' ? value : 'none')
        }}
        mb="m"
        {...(error === undefined ? {} : { groupStatus: 'error', groupStatusText: error })}
      >
        <RadioButton value="none" id={fieldId('photo')}>
          {t('photoNone')}
        </RadioButton>
        <RadioButton value="upload" id={`${fieldId('photo')}-upload`}>
          {t('photoUpload')}
        </RadioButton>
        {hasCamera ? (
          <RadioButton value="camera" id={`${fieldId('photo')}-camera`}>
            {t('photoCamera')}
          </RadioButton>
        ) : null}
      </RadioButtonGroup>
      {/* Each step of the photo takes the place of the one before, and the focus with it. */}
      <div ref={step} tabIndex={-1} aria-live="polite">
        {trouble === undefined ? null : (
          <InlineAlert
            status="error"
            labelText={t(trouble === 'small' ? 'photoTooSmall' : 'photoUnreadable')}
            mb="m"
          >
            {t(trouble === 'small' ? 'photoTooSmallHelp' : 'photoFileHint', {
              pixels: pixelsOf(smallest),
            })}
          </InlineAlert>
        )}
        {isUnreachable ? (
          <InlineAlert status="error" labelText={common('unreachable')} mb="m">
            {common('unreachableHelp')}
          </InlineAlert>
        ) : null}
        {choice?.kind === 'stored' ? <Paragraph mb="s">{t('photoStored')}</Paragraph> : null}
      </div>
      {problem === undefined ? null : <ProblemShown problem={problem} />}
      {source === 'upload' && picture === undefined && choice?.kind !== 'stored' ? (
        <UploadPhoto
          pixels={pixelsOf(smallest)}
          onTaken={take}
          onUnreadable={() => {
            setTrouble('unreadable')
          }}
        />
      ) : null}
      {source === 'camera' && picture === undefined && choice?.kind !== 'stored' ? (
        <Camera onTaken={take} />
      ) : null}
      {picture === undefined ? null : (
        <PhotoFraming
          smallest={smallest}
          picture={picture}
          isStoring={isStoring}
          onFramed={({ image }) => {
            onPreview(image)
          }}
          onConfirm={(framed) => void store(framed)}
          onDiscard={() => {
            startAgain(source ?? 'none')
            step.current?.focus()
          }}
        />
      )}
      {choice?.kind === 'stored' ? (
        <Actions style={{ marginTop: 0 }}>
          <Button
            variant="secondary"
            onClick={() => {
              startAgain(source ?? 'none')
              step.current?.focus()
            }}
          >
            {t('photoChange')}
          </Button>
        </Actions>
      ) : null}
    </>
  )
}

function UploadPhoto({
  pixels,
  onTaken,
  onUnreadable,
}: {
  /** Of the smallest photo. */
  pixels: string
  onTaken: (picture: ImageBitmap) => void
  onUnreadable: () => void
}) {
  const t = useTexts(deskTexts)
  return (
    <FileField
      id="photo-file"
      labelText={t('photoFile')}
      hintText={t('photoFileHint', { pixels })}
      inputButtonText={t('photoChooseFile')}
      dragAreaText={t('photoDrag')}
      removeFileText={t('photoRemove')}
      addedFileAriaText={t('photoAdded')}
      accept="image/jpeg,image/png"
      fullWidth
      onChange={(files) => {
        const [file] = files
        if (file !== undefined) createImageBitmap(file).then(onTaken, onUnreadable)
      }}
    />
  )
}
