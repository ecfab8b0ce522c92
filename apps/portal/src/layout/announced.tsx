import { useId, type ReactNode, type Ref } from 'react'

/**
 * What takes the focus when it appears, because what had it is gone. A screen reader then says its name: the label, or
 * every word in it. Without a role and a name it would say nothing.
 */
export function Announced({
  ref,
  label,
  children,
}: {
  ref: Ref<HTMLDivElement>
  /** Of what is long. */
  label?: string | undefined
  children: ReactNode
}) {
  const id = useId()
  return (
    <div
      ref={ref}
      id={id}
      role="group"
      tabIndex={-1}
      {...(label === undefined ? { 'aria-labelledby': id } : { 'aria-label': label })}
    >
      {children}
    </div>
  )
}
