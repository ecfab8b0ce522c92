import sharp from 'sharp'

/** A drawn portrait, sharp unless blurred. */
export async function aPortrait({
  width = 900,
  height = 1200,
  blur,
  format = 'jpeg',
  wall = '#d9dde2',
}: {
  /** Behind the person: a colour, or `url(#stripes)`. */
  readonly wall?: string
  readonly width?: number
  readonly height?: number
  readonly blur?: number
  readonly format?: 'jpeg' | 'png' | 'webp'
} = {}): Promise<Buffer> {
  const drawn = sharp(Buffer.from(portraitSvg(width, height, wall)))
  const picture = blur === undefined ? drawn : drawn.blur(blur)
  return picture
    .withExif({ IFD0: { Artist: 'Kuvaaja Kekseliäs' } })
    .toFormat(format)
    .toBuffer()
}

const portraitSvg = (width: number, height: number, wall: string): string => `
<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}"
  viewBox="0 0 350 450" preserveAspectRatio="xMidYMid slice">
  <pattern id="stripes" width="24" height="24" patternUnits="userSpaceOnUse">
    <rect width="24" height="24" fill="#f0f0f0"/><rect width="12" height="24" fill="#8a9098"/>
  </pattern>
  <rect x="-500" y="-500" width="1500" height="1500" fill="${wall}"/>
  <path d="M40 950 L40 450 C40 340 120 320 175 320 C230 320 310 340 310 450 L310 950 Z" fill="#33506b"/>
  <rect x="145" y="270" width="60" height="70" fill="#d8ac8c"/>
  <ellipse cx="175" cy="190" rx="80" ry="105" fill="#e6bd9e"/>
  <path d="M92 180 C80 60 270 60 258 180 C250 120 230 110 175 108 C120 110 100 120 92 180 Z" fill="#4a3020"/>
  <circle cx="145" cy="185" r="6" fill="#35291f"/>
  <circle cx="205" cy="185" r="6" fill="#35291f"/>
  <path d="M130 170 q15 -8 30 0 M190 170 q15 -8 30 0" stroke="#4a3020" stroke-width="4" fill="none"/>
  <path d="M150 250 q25 14 50 0" stroke="#a3483f" stroke-width="5" fill="none"/>
</svg>`
