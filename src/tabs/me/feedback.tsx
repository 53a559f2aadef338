import { useState } from 'react'
import { callPhone } from '../../platform/device/call'
import { useCurrentGrid } from '../../platform/place/current-grid'
import { useRead } from '../../platform/api/query'
import { Button } from '../../ui/input/button'
import { Card } from '../../ui/layout/card'
import { ListRow } from '../../ui/display/list-row'
import { Sheet } from '../../ui/layout/sheet'
import { Words } from '../../ui/display/words'

/** Phone number of the 政务服务便民热线, nationwide. */
const hotline = '12345'

/** Renders where to complain, and what this program is. */
export function Feedback() {
  const { gridCode } = useCurrentGrid()
  const [open, setOpen] = useState(false)
  const card = useRead('GET /v1/grids/{code}', { params: { code: gridCode ?? '' } }, { when: gridCode !== undefined })
  const supervision = card.value?.supervisionPhone
  return (
    <Card>
      <ListRow title="投诉建议" quiet chevron line="对网格员、办理结果或这个小程序有意见" onTap={() => setOpen(true)} />
      <ListRow title="关于家门口党支部" quiet line={`版本 ${APP_VERSION}`} />
      <Sheet open={open} title="投诉建议" onClose={() => setOpen(false)}>
        <Words size={15} tone="second">
          电话打给不经手您这件事的人。对办理结果不满意，也可以在那件诉求里评价，会换人重办。
        </Words>
        {supervision !== undefined && (
          <Button kind="primary" icon="phone" block label={`打监督电话 ${supervision}`} onTap={() => callPhone(supervision)}>
            {`监督电话 ${supervision}`}
          </Button>
        )}
        <Button icon="phone" block label="打 12345 热线" onTap={() => callPhone(hotline)}>
          12345 热线
        </Button>
      </Sheet>
    </Card>
  )
}
