import { useState } from 'react'
import { urlToShare, canOpenUrl, openUrl } from '../../platform/device/open-url'
import { Announce } from '../../ui/layout/announce'
import { Button } from '../../ui/input/button'
import { Card } from '../../ui/layout/card'
import { Stack } from '../../ui/layout/stack'
import { Words } from '../../ui/display/words'

/** Renders the link to the wall display (大屏): opened in a browser; WeChat copies its address for the computer that drives the screen. */
export function Wall({ venue, wallKey }: { venue: string; wallKey: string | null }) {
  const [said, setSaid] = useState('')
  const address = urlToShare(`/v1/venues/${venue}/display${wallKey === null ? '' : `?wall=${wallKey}`}`)
  const open = async () => {
    const result = await openUrl(address)
    if (!result.ok) setSaid(result.problem.detail)
    else if (result.value === 'copied') setSaid('地址已复制，发到接大屏的电脑，用浏览器打开')
  }
  return (
    <Card title="大屏叫号">
      <Stack gap={8}>
        <Words size={15} tone="second">
          {`在大厅的屏幕上显示叫到几号${wallKey === null ? '' : '和签到码'}，自己会更新，不显示姓名。`}
        </Words>
        {!canOpenUrl && <Words size={15}>{address}</Words>}
        <Button block onTap={open}>
          {canOpenUrl ? '打开大屏' : '复制地址'}
        </Button>
        <Announce seen={said !== ''}>{said}</Announce>
      </Stack>
    </Card>
  )
}
