import type { Category } from '@doorstep/contract/requests/views'
import { useState } from 'react'
import { fileDraftName } from '../../../platform/sending/file-drafts'
import { useFileDrafts } from '../../../platform/sending/use-file-drafts'
import { ListRow } from '../../../ui/display/list-row'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Sheet } from '../../../ui/layout/sheet'

interface DraftsLeftProps {
  categories: readonly Category[]
  /** The draft's name that this page writes. */
  name: string
  resume: (of: string) => void
}

/** How many drafts are offered on the page itself. */
const atOnce = 2

/** Renders what was left half written, to go on with; more than a few stand in a sheet, where they can be deleted too. */
export function DraftsLeft({ categories, name, resume }: DraftsLeftProps) {
  const { drafts, drop } = useFileDrafts()
  const [all, setAll] = useState(false)
  const others = drafts.filter(({ of }) => fileDraftName(of) !== name)
  const rows = others.map(({ of, categoryCode, text, waiting }) => {
    const about = categories.find(({ code }) => code === categoryCode)?.name
    const words = waiting ? '已提交，连上网会自动发出' : text || '已加照片或语音'
    return { of, waiting, title: `接着写：${about ?? words}`, line: about === undefined ? undefined : words }
  })
  if (rows.length === 0) return null
  return (
    <Card title="没写完的" {...(rows.length > atOnce && { more: { text: `全部 ${rows.length}`, onTap: () => setAll(true) } })}>
      {rows.slice(0, atOnce).map(({ of, title, line }) => (
        <ListRow key={of} title={title} line={line} chevron clip onTap={() => resume(of)} />
      ))}
      <Sheet open={all} title="没写完的" onClose={() => setAll(false)}>
        {rows.map(({ of, title, line, waiting }) => (
          <ListRow
            key={of}
            title={title}
            line={line}
            clip
            end={
              <>
                {!waiting && (
                  <Button kind="quiet" small label={`删去，${title}`} onTap={() => drop(of)}>
                    删去
                  </Button>
                )}
                <Button small label={title} onTap={() => resume(of)}>
                  接着写
                </Button>
              </>
            }
          />
        ))}
      </Sheet>
    </Card>
  )
}
