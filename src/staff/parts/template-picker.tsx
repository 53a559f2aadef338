import type { Template } from '@doorstep/contract/messages'
import type * as v from 'valibot'
import { useState } from 'react'
import { useRead } from '../../platform/api/query'
import { Button } from '../../ui/input/button'
import { ListRow } from '../../ui/display/list-row'
import { Sheet } from '../../ui/layout/sheet'

interface TemplatePickerProps {
  use: v.InferOutput<typeof Template>['use']
  pick: (text: string) => void
}

/** Puts one of the caller's templates into the field, to be edited before it is sent. */
export function TemplatePicker({ use, pick }: TemplatePickerProps) {
  const [open, setOpen] = useState(false)
  const templates = useRead('GET /v1/templates', {})
  const fitting = (templates.value?.rows ?? []).filter((template) => template.use === use)
  if (fitting.length === 0) return null
  return (
    <>
      <Button small icon="document" onTap={() => setOpen(true)}>
        用模板
      </Button>
      <Sheet open={open} title="用哪个模板" onClose={() => setOpen(false)}>
        {fitting.map(({ id, title, text }) => (
          <ListRow
            key={id}
            title={title}
            line={text}
            onTap={() => {
              pick(text)
              setOpen(false)
            }}
          />
        ))}
      </Sheet>
    </>
  )
}
