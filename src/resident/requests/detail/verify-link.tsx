import type { RequestDetail } from '@doorstep/contract/requests/views'
import { go } from '../../../platform/navigation/navigate'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Chip } from '../../../ui/display/chip'
import { ListRow } from '../../../ui/display/list-row'

/** Renders the link to verify the record, and withdrawing an open request. */
export function VerifyLink({ of: r, withdraw }: { of: RequestDetail; withdraw: () => void }) {
  return (
    <>
      <Card>
        <ListRow
          quiet
          title="办理记录没有被改动过吗"
          line="您可以自己核对，也可以导出带走"
          end={
            <Chip tone="done" dot>
              可核验
            </Chip>
          }
          onTap={() => go('requests/verify', { id: r.id })}
          also="核验办理记录"
        />
      </Card>
      {r.actions.includes('withdraw') && (
        <Button kind="quiet" block onTap={withdraw}>
          撤回这件诉求
        </Button>
      )}
    </>
  )
}
