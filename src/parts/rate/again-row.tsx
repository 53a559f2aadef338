import { useState } from 'react'
import { Button } from '../../ui/input/button'
import { ListRow } from '../../ui/display/list-row'
import { Sheet } from '../../ui/layout/sheet'
import { Stack } from '../../ui/layout/stack'
import { Words } from '../../ui/display/words'

interface AgainRowProps {
  /** Of a 举报 nothing is handed on of what she says. */
  secret: boolean
  onYes: () => unknown
}

/** Renders 没解决 as a row of its own: one tap, then what it does, and it is done again by somebody else. */
export function AgainRow({ secret, onYes }: AgainRowProps) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <ListRow title="没解决？重新办" line="换别人来，不用再说一遍" chevron onTap={() => setAsking(true)} />
      <AgainSheet open={asking} close={() => setAsking(false)} secret={secret} onYes={onYes} />
    </>
  )
}

interface AgainSheetProps extends AgainRowProps {
  open: boolean
  close: () => void
}

/** Renders what 没解决 does, before it is done. */
export function AgainSheet({ open, close, secret, onYes }: AgainSheetProps) {
  const yes = () => {
    close()
    void onYes()
  }
  return (
    <Sheet open={open} title="重新办，换别人来" onClose={close}>
      <Stack gap={16}>
        <Words>
          {`这件事会重新打开，由别人来办；您说过的都在，不用再说一遍。${secret ? '' : '接着办的人能看到您的评价，'}原来办理的人看不到您评了什么。`}
        </Words>
        <Stack across>
          <Button block onTap={close}>
            先不
          </Button>
          <Button block kind="primary" onTap={yes}>
            没解决，重新办
          </Button>
        </Stack>
      </Stack>
    </Sheet>
  )
}
