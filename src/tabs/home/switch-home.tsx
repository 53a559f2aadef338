import type { Home } from '@doorstep/contract/account'
import { go } from '../../platform/navigation/navigate'
import { useSend } from '../../platform/api/query'
import { Announce } from '../../ui/layout/announce'
import { Button } from '../../ui/input/button'
import { Choice } from '../../ui/input/choice'
import { Sheet } from '../../ui/layout/sheet'

interface SwitchHomeProps {
  open: boolean
  homes: readonly Home[]
  onClose: () => void
}

/** Renders the sheet that chooses which of the resident's homes the home tab shows. */
export function SwitchHome({ open, homes, onClose }: SwitchHomeProps) {
  const current = useSend('PUT /v1/homes/{id}/current', ['GET /v1/session', 'GET /v1/notices'])
  const choose = async (id: string) => {
    if ((await current.send({ params: { id } })).ok) onClose()
  }
  return (
    <Sheet open={open} title="看哪个住处" onClose={onClose}>
      <Choice
        label="我的住处"
        value={homes.find((home) => home.current)?.id}
        options={homes.map(({ id, label, building }) => ({
          value: id,
          label: `${label} · ${building.name}`,
          help: `${building.communityName} · ${building.gridName}`,
        }))}
        onChange={(id) => void choose(id)}
      />
      {current.problem && (
        <Announce urgent seen>
          {current.problem.detail}
        </Announce>
      )}
      <Button
        kind="quiet"
        block
        onTap={() => {
          onClose()
          return go('account/homes')
        }}
      >
        管理我的住处
      </Button>
    </Sheet>
  )
}
