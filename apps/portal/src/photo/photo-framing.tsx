import { colours } from '@sotevarmenne/design-tokens/tokens'
import { useEffect, useRef, useState } from 'react'
import { Button, Paragraph } from 'suomifi-ui-components'
import styled from 'styled-components'
import { Actions } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { deskTexts } from '../desk/texts.ts'
import { photoRatio, type PhotoSize } from '@sotevarmenne/api/photo-size'
import { cropOf, largestZoom, type Framing } from './crop.ts'

/** A photo in the proportions of the card, as a data: URL of a JPEG. */
export type FramedPhoto = { readonly image: string }

/**
 * The registrar places the face in the frame and confirms: whole face in the middle, sharp, plain background.
 */
export function PhotoFraming({
  picture,
  smallest,
  isStoring,
  onFramed,
  onConfirm,
  onDiscard,
}: {
  picture: ImageBitmap
  smallest: PhotoSize
  isStoring: boolean
  onFramed: (photo: FramedPhoto) => void
  onConfirm: (photo: FramedPhoto) => void
  onDiscard: () => void
}) {
  const t = useTexts(deskTexts)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [framing, setFraming] = useState<Framing>({ zoom: 1, x: 0.5, y: 0.5 })
  const zoomLimit = largestZoom(picture, smallest)
  const width = Math.min(1050, Math.round(cropOf(picture, framing).width))
  const height = Math.round(width / photoRatio)

  const photo = (): FramedPhoto => ({ image: canvas.current?.toDataURL('image/jpeg', 0.92) ?? '' })

  useEffect(() => {
    const crop = cropOf(picture, framing)
    canvas.current
      ?.getContext('2d')
      ?.drawImage(picture, crop.x, crop.y, crop.width, crop.height, 0, 0, width, height)
    onFramed(photo())
    // Drawn again only when the picture or its framing changes; `onFramed` belongs to the parent.
  }, [picture, framing])

  return (
    <Framed role="group" aria-label={t('framing')}>
      <Frame>
        <canvas
          ref={canvas}
          width={width}
          height={height}
          aria-label={t('framedPhoto')}
          role="img"
        />
        <svg viewBox="0 0 350 450" aria-hidden="true">
          <ellipse cx="175" cy="205" rx="105" ry="140" />
        </svg>
      </Frame>
      <div>
        <Paragraph mb="s">{t('framingHelp')}</Paragraph>
        <Slider
          label={t('zoom')}
          value={framing.zoom}
          from={1}
          to={Math.max(1, zoomLimit)}
          onChange={(zoom) => {
            setFraming({ ...framing, zoom })
          }}
        />
        <Slider
          label={t('sideways')}
          value={framing.x}
          onChange={(x) => {
            setFraming({ ...framing, x })
          }}
        />
        <Slider
          label={t('upDown')}
          value={framing.y}
          onChange={(y) => {
            setFraming({ ...framing, y })
          }}
        />
        <Actions>
          <Button
            disabled={isStoring}
            onClick={() => {
              onConfirm(photo())
            }}
          >
            {t('confirmFraming')}
          </Button>
          <Button variant="secondary" onClick={onDiscard}>
            {t('photoChange')}
          </Button>
        </Actions>
      </div>
    </Framed>
  )
}

function Slider({
  label,
  value,
  onChange,
  from = 0,
  to = 1,
}: {
  label: string
  value: number
  onChange: (value: number) => void
  from?: number
  to?: number
}) {
  return (
    <SliderLabel>
      {label}
      <input
        type="range"
        min={from}
        max={to}
        step={(to - from) / 50 || 1}
        value={value}
        disabled={to === from}
        onChange={(event) => {
          onChange(event.target.valueAsNumber)
        }}
      />
    </SliderLabel>
  )
}

const Framed = styled.div`
  display: grid;
  grid-template-columns: 210px minmax(0, 1fr);
  gap: 24px;
  @media (max-width: 600px) {
    grid-template-columns: minmax(0, 1fr);
  }
`

const Frame = styled.div`
  position: relative;
  width: 210px;
  height: 270px;
  background: ${colours.groundDark};
  canvas,
  svg {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }
  ellipse {
    fill: none;
    stroke: ${colours.surface};
    stroke-width: 4;
    stroke-dasharray: 14 10;
    filter: drop-shadow(0 0 2px ${colours.text});
  }
`

const SliderLabel = styled.label`
  display: block;
  margin-bottom: 12px;
  font-weight: 600;
  input {
    display: block;
    width: 100%;
    max-width: 320px;
    height: 28px;
    accent-color: ${colours.action};
  }
`
