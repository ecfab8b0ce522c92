import { colours } from '@sotevarmenne/design-tokens/tokens'
import { useEffect, useRef, useState } from 'react'
import { Button, InlineAlert } from 'suomifi-ui-components'
import styled from 'styled-components'
import { useTexts } from '../texts/index.ts'
import { deskTexts } from '../desk/texts.ts'

/** The camera of this computer, until a picture is taken; stopped when the page is left. */
export function Camera({ onTaken }: { onTaken: (picture: ImageBitmap) => void }) {
  const t = useTexts(deskTexts)
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<'starting' | 'running' | 'refused'>('starting')

  useEffect(() => {
    let stream: MediaStream | undefined
    let isLeft = false
    const stop = (): void => {
      stream?.getTracks().forEach((track) => {
        track.stop()
      })
    }
    const wanted = { video: { width: { ideal: 1920 }, height: { ideal: 1440 } }, audio: false }
    navigator.mediaDevices.getUserMedia(wanted).then(
      (opened) => {
        stream = opened
        if (isLeft) {
          stop()
          return
        }
        if (video.current !== null) video.current.srcObject = opened
      },
      () => {
        setState('refused')
      },
    )
    return () => {
      isLeft = true
      stop()
    }
  }, [])

  async function take(): Promise<void> {
    if (video.current !== null) onTaken(await createImageBitmap(video.current))
  }

  if (state === 'refused')
    return (
      <InlineAlert status="warning" labelText={t('cameraRefused')} mb="m">
        {t('cameraRefusedHelp')}
      </InlineAlert>
    )
  return (
    <div>
      <Video
        ref={video}
        autoPlay
        muted
        playsInline
        aria-label={t('cameraPicture')}
        // Before its first frame there is nothing to take.
        onLoadedData={() => {
          setState('running')
        }}
      />
      <Button disabled={state !== 'running'} onClick={() => void take()} mt="s" mb="m">
        {t('takePhoto')}
      </Button>
    </div>
  )
}

const Video = styled.video`
  display: block;
  width: 100%;
  max-width: 420px;
  aspect-ratio: 4 / 3;
  background: ${colours.text};
`
