import { useLayoutEffect, useRef, type ComponentProps } from 'react'
import { FileInput } from 'suomifi-ui-components'
import { fileSizeText } from '../texts/file-size.ts'
import { usePageLanguage } from '../texts/language.ts'

/** The design system's file input, with the sizes of files in the page's language: it has no setting for them. */
export function FileField(props: ComponentProps<typeof FileInput>) {
  const language = usePageLanguage()
  const frame = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const node = frame.current
    if (node === null) return
    const translate = (): void => {
      for (const { firstChild: text } of node.querySelectorAll('.fi-file-input_file-size')) {
        const shown = text?.nodeValue ?? ''
        const said = fileSizeText(shown, language)
        if (text !== null && said !== shown) text.nodeValue = said
      }
    }
    translate()
    const watch = new MutationObserver(translate)
    watch.observe(node, { childList: true, characterData: true, subtree: true })
    return () => {
      watch.disconnect()
    }
  }, [language])
  return (
    <div ref={frame}>
      <FileInput {...props} />
    </div>
  )
}
