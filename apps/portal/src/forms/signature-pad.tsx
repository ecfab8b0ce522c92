import { colours } from '@sotevarmenne/design-tokens/tokens'
import type { Stroke } from '@sotevarmenne/api/orders'
import { useRef, type PointerEvent } from 'react'
import styled from 'styled-components'

/** The pad's own width in units, independent of its size on the screen. */
const width = 1000
const height = 300
/** Of a line, and of a signature: points beyond it are not drawn either. */
const maxPoints = 500
const maxStrokes = 60

export type Strokes = readonly Stroke[]

/**
 * Where a person signs with a pen, a finger or a mouse. Drawn as lines, so that only points leave the page.
 */
export function SignaturePad({
  label,
  strokes,
  onChange,
}: {
  label: string
  strokes: Strokes
  onChange: (strokes: Strokes) => void
}) {
  const isDown = useRef(false)

  const pointOf = ({ currentTarget, clientX, clientY }: PointerEvent<SVGSVGElement>) => {
    const box = currentTarget.getBoundingClientRect()
    return [
      inside(((clientX - box.left) / box.width) * width, width),
      inside(((clientY - box.top) / box.height) * height, height),
    ] as const
  }

  return (
    <Pad
      role="img"
      aria-label={label}
      viewBox={`0 0 ${String(width)} ${String(height)}`}
      onPointerDown={(event) => {
        if (strokes.length >= maxStrokes) return
        event.currentTarget.setPointerCapture(event.pointerId)
        isDown.current = true
        onChange([...strokes, [pointOf(event)]])
      }}
      onPointerMove={(event) => {
        const last = strokes.at(-1)
        if (!isDown.current || last === undefined || last.length >= maxPoints) return
        const [x, y] = pointOf(event)
        const [lastX, lastY] = last.at(-1) ?? [x, y]
        if (Math.abs(x - lastX) + Math.abs(y - lastY) < minStep) return
        onChange([...strokes.slice(0, -1), [...last, [x, y]]])
      }}
      onPointerUp={() => {
        isDown.current = false
      }}
      onPointerCancel={() => {
        isDown.current = false
      }}
    >
      <line x1={40} x2={width - 40} y1={height - 60} y2={height - 60} stroke={colours.edgeLight} />
      {strokes.map((stroke, index) => (
        <polyline
          key={String(index)}
          points={stroke.map(([x, y]) => `${String(x)},${String(y)}`).join(' ')}
          fill="none"
          stroke={colours.brand}
          strokeWidth={6}
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      ))}
    </Pad>
  )
}

/** Smaller movements are not intended; this keeps a signature small. */
const minStep = 4

const inside = (value: number, max: number): number => Math.min(max, Math.max(0, Math.round(value)))

const Pad = styled.svg`
  display: block;
  width: 100%;
  max-width: 600px;
  background: ${colours.surface};
  border: 1px solid ${colours.edgeLight};
  border-radius: 2px;
  cursor: crosshair;
  /* The page does not scroll under a finger that signs. */
  touch-action: none;
`
